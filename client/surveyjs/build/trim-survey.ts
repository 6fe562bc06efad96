// The build step that cuts SurveyJS down to what a form can hold: 4 of its 30 element types and their styles. The names
// below are SurveyJS 2.5.43's; a name too many or too few shows as a failing build (an import that is not exported) or
// in the browser tests, which walk through the built page. Why not plain tree shaking: docs/decisions/0047.
import type { Plugin } from 'vite';
import { trimModule } from './trim-module.ts';
import { trimStyles } from './trim-styles.ts';

const TYPES = `signaturepad file matrixdropdowncolumn matrixdropdownbase matrixdropdown matrixdynamic paneldynamic expression html image
  imageitemvalue imagepicker responsiveImageSize imagemap imagemaparea slider sliderlabel rating ratingitem ranking boolean multipletext
  multipletextitem tagbox buttongroup buttongroupitemvalue flowpanel patternmask numericmask datetimemask currencymask masksettings text
  custom composite sv-boolean-checkbox sv-boolean-radio sv-buttongroup-dropdown sv-rating-dropdown sv-tagbox-filter`;
const COMPONENTS = `sv-breadcrumbs sv-file-choose-btn sv-file-item sv-file-preview sv-matrix-detail-button sv-matrix-drag-drop-icon
  sv-matrix-remove-button sv-matrixdynamic-actions-cell sv-matrixdynamic-add-btn sv-navigation-toc sv-paneldynamic-add-btn
  sv-paneldynamic-next-btn sv-paneldynamic-prev-btn sv-paneldynamic-progress-text sv-paneldynamic-remove-btn sv-placeholder-matrixdynamic
  sv-placeholder-paneldynamic sv-ranking-item sv-rating-dropdown-item sv-rating-item sv-rating-item-smiley sv-rating-item-star
  sv-singleinput-summary sv-slider-label-item sv-timerpanel`;

const DROPPED: ReadonlySet<string> = new Set(`${TYPES} ${COMPONENTS}`.split(/\s+/));

/** Pictures of dropped types; the rest of a set stays, so that no button is left without its sign. */
const PICTURES = /^(smiley|rating|ranking|camera|file|flip|folder|fullsize|image|noimage|reorder|drag|delete|add|editsmall|maximize|minimize|restoredown|navmenu|removefile|timercircle|expanddetails|collapsedetails|modernboolean)/;

/** What survey-react-ui and survey-model.ts import from survey-core. */
const CORE_EXPORTS: ReadonlySet<string> = new Set(
  `SurveyModel Action Helpers createSvg LocalizableString createPopupViewModel CssClassBuilder ActionDropdownViewModel RendererFactory doKey2ClickUp
  SvgRegistry PopupModalManager settings ScrollViewModel addIconsToThemeSet doKey2ClickBlur doKey2ClickDown Question SurveyProgressModel
  ProgressButtonsResponsivityManager PopupSurveyModel ButtonGroupItemModel checkLibraryVersion surveyLocalization`.split(/\s+/),
);
const REACT_EXPORTS: ReadonlySet<string> = new Set(['Survey']);

const CLASSES =
  /\.(sd-(rating|slider|file|paneldynamic|html|boolean|multipletext|imagepicker|imagemap|image|tagbox|timer|tabs?|breadcrumbs|matrixdynamic|matrixdropdown|signaturepad|expression|ranking|summary|singleinput|drag|completedpage|editor)|sv-(ranking|file|save|tagbox|matrixdynamic|brand|expand|drag|dragged|dragdrop|header|editor|save-data)|sjs_sp|sv_window|sv_progress-toc)(?![a-z])/;

function trim(code: string, id: string): string | undefined {
  const path = id.replaceAll('\\', '/').split('?')[0] ?? id;
  if (path.endsWith('/survey-core/fesm/survey-core.mjs')) return trimModule(code, { dropped: DROPPED, emptied: PICTURES, wanted: CORE_EXPORTS });
  if (path.endsWith('/survey-react-ui/fesm/survey-react-ui.mjs')) return trimModule(code, { dropped: DROPPED, emptied: PICTURES, wanted: REACT_EXPORTS });
  return path.endsWith('/survey-core.fontless.min.css') ? trimStyles(code, CLASSES) : undefined;
}

/** Vite plugin for every build that imports client/surveyjs. In development SurveyJS stays whole. */
export const trimSurvey = (): Plugin => ({
  name: 'trim-survey',
  apply: 'build',
  enforce: 'pre',
  transform(code, id) {
    const trimmed = trim(code, id);
    return trimmed === undefined ? undefined : { code: trimmed, map: null };
  },
});
