// What makes the public pages nicer with a script; every one of them works without.
import { Button, Checkboxes, ErrorSummary, ExitThisPage, Radios, SkipLink, createAll } from "govuk-frontend";

for (const component of [Button, Checkboxes, ErrorSummary, ExitThisPage, Radios, SkipLink]) {
  createAll(component);
}
