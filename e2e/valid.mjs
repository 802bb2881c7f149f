// What html-validate says of a page as it was sent, before any script or browser has put it right.
import {HtmlValidate} from 'html-validate';

const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:recommended', 'html-validate:document', 'html-validate:a11y'],
  rules: {
    // Matters of taste, which our templates settle otherwise.
    'no-trailing-whitespace': 'off',
    'long-title': 'off', // the council's name follows the service's
    // The design system's own markup: links that are buttons, dismissible regions, groups of fields, alerts.
    'prefer-native-element': 'off',
    // Several checkboxes of one name are how HTML asks for several answers.
    'form-dup-name': ['error', {shared: ['radio', 'button', 'reset', 'submit', 'checkbox']}],
    // The design system's summary of errors stands before the heading of the page.
    'heading-level': ['error', {minInitialRank: 'h2'}],
    // Our style sheets keep these numbers on one line.
    'tel-non-breaking': ['error', {ignoreClasses: ['kith-ring__number']}],
    // Assets come from our own server under names made of their content.
    'require-sri': 'off',
    // The password field of the design system is revealed by its script, and browsers fill it in by its own name.
    'no-redundant-role': 'off',
  },
});

// A line for each fault; an empty text when there is none.
export async function faultsOfMarkup(markup) {
  const report = await validator.validateString(markup);
  return report.results.flatMap(result => result.messages)
    .map(message => `${message.ruleId} at ${message.line}:${message.column} ${message.message} [${message.selector ?? ''}]`).join('\n');
}
