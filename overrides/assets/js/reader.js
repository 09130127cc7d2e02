// The page comes first: nothing of the reader’s tools is needed for reading, and what was chosen before is applied by now.
if (document.readyState === "complete") start();
else addEventListener("load", start);

function start() {
  import("./start.js");
}
