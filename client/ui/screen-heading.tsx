// The heading of a screen. It takes the focus when the screen appears, so that a screen reader announces where the
// person is and the next Tab starts from the top. `mark` changes where one component shows several screens.
import { useEffect, useRef } from 'react';
import type { ReactElement, ReactNode } from 'react';

export function ScreenHeading(props: { readonly children: ReactNode; readonly mark?: string }): ReactElement {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [props.mark]);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {props.children}
    </h1>
  );
}
