// Runs the tests of the page in a real browser, and exits with 0 if all is well. `npm test WORD` runs those alone that have the word in their name.

import { end } from "./harness.mjs";

for (const part of ["reading", "walking", "layout", "list", "map", "fit", "names", "style", "service", "correct", "share", "corpus", "whole", "docs"]) await import(`./${part}.mjs`);
await end();
