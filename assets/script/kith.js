// What makes pages nicer with a script; every one of them works without. Only the design system's components that need
// one are built in.
import {
  Accordion,
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  ExitThisPage,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
  Tabs,
  createAll,
} from "govuk-frontend";
import { keepDraftOf } from "./drafts.js";
import { answerWhileTyping } from "./known.js";
import { slide, watchProgress } from "./trial.js";

for (const component of [
  Accordion,
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  ExitThisPage,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
  Tabs,
]) {
  createAll(component);
}

// A "Print this page" button is of use only with a script, so it is hidden until there is one.
for (const button of document.querySelectorAll("[data-kith-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

for (const input of document.querySelectorAll("[data-kith-slider]")) {
  slide(input);
}

for (const box of document.querySelectorAll("[data-kith-progress]")) {
  watchProgress(box);
}

for (const form of document.querySelectorAll("form[data-keep-draft]")) {
  keepDraftOf(form);
}

for (const form of document.querySelectorAll("form[data-kith-known]")) {
  answerWhileTyping(form);
}
