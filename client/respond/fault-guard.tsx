// Catches a fault of the page itself: a sentence instead of a blank screen. Nothing about it is sent anywhere.
import { Component } from 'react';
import type { ReactNode } from 'react';
import { useSpeech } from './speech.ts';

function Fault(): ReactNode {
  const { say } = useSpeech();
  return (
    <p className="notice danger" role="alert">
      {say('stopped.broken')}
    </p>
  );
}

/** React knows error boundaries as classes only. */
export class FaultGuard extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
  override readonly state = { failed: false };

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? <Fault /> : this.props.children;
  }
}
