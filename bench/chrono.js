// Finds times with chrono-node for resolvers.py, which says how to call it: lines of {"id", "text", "date"}
// on standard input, lines of {"id", "found"} on standard output. What is found is given as chrono has it:
// which parts of a date the words say (`known`) and which it fills in (`implied`).
const chrono = require("chrono-node");
const { createInterface } = require("readline");

const parser = chrono[process.argv[2]];
createInterface({ input: process.stdin }).on("line", (line) => {
  const { id, text, date } = JSON.parse(line);
  const reference = { instant: new Date(`${date}T12:00:00Z`), timezone: "UTC" };
  const found = parser.parse(text, reference).map((result) => ({
    index: result.index,
    text: result.text,
    known: result.start.knownValues,
    implied: result.start.impliedValues,
    tags: [...result.start.tags()],
  }));
  console.log(JSON.stringify({ id, found }));
});
