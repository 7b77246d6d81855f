// Writes written.json: what the npm library `yaml`, which Obsidian writes properties with, makes of
// many values. Run it beside an installed `yaml` (npm install yaml@2.7.0): node record_writing.mjs
import { writeFileSync } from "node:fs";
import { stringify } from "yaml";

const TEXTS = [
  "", "a", "a b", "null", "Null", "nUll", "~", "true", "True", "tRue", "yes", "off", "y", "5", "-5",
  "+5", "-5a", "0123", "1.", "1.0", ".5", "1e3", "0x1f", "0o17", "1_000", ".inf", "-.INF", ".nan",
  "12:30", "12:30:45", "2020-01-01", "2020-01-01T10:30:00", "-", "- a", "-a", "-- a", "?", "? a", "?a",
  ":", ": a", ":a", "a:", "a: b", "a:b", "a :b", "#a", "a #b", "a#b", "[[Note]]", "[[A|b]]", "![[a.png]]",
  "[a]", "{{title}}", "{a}", "a]", "a}", "],", ",a", "a, b", "&a", "*a", "!a", "|a", ">a", "%a", "@a",
  "`a", "=", "<<", "---", "--- a", "---a", "...", "'a'", '"a"', "it's", 'say "a"', "'a': b", 'a: "b"',
  "'a' \"b\": c", "\"'", "'", '"', "a\\b", '"a\\b"', "C:\\new: x", " a", "a ", " ", "\ta", "a\tb", "a\t",
  "\u00a0a", "a\u00a0", "\u2028", "\ufeffa", "\u0000", "\u0007b", "\u000b\u001b\u0001", "a\u0085b",
  "\u007f", "\ud800", "a\udfff: b", "é", "日本語", "😀", "a\r\nb", "a\rb", "a\nb", "a\nb\n", "a\n\nb",
  "a\nb\n\n", "\na", "\n\na\nb", "  a\nb", "a\n  b", "a \nb", "a\n b: c", "# a\nb", "- a\nb", "%a\nb",
  "a\n---\nb", "\n", " \n", "a\n ", "a\n\t", "a:\nb", "1\n2", "'a\nb'", "https://example.org/?a=b#c",
  "someone@example.org", "tag/sub", "two words", "100%", "a & b", "a * b", "Chapter 1: The end", "#1",
];
const NUMBERS = [
  0, 1, -1, 1.5, -0.25, 0.1, 1e3, 1e15, 1e16, 1e20, 1e21, 1.5e300, 1e-5, 1e-6, 1e-7, 1.25e-7,
  123456789.125, 9007199254740991, 5e-324, 0.00001234, -0.000001, 2 ** 70,
];
const values = [...TEXTS, ...NUMBERS, true, false, null];
const cases = values.map((value) => ({
  value,
  entry: stringify({ name: value }, { lineWidth: 0, nullStr: "" }),
  list: stringify({ name: [value, "b"] }, { lineWidth: 0, nullStr: "" }),
  key: typeof value === "string" ? stringify({ [value]: 1 }, { lineWidth: 0 }) : null,
}));
writeFileSync("written.json", JSON.stringify({ library: "yaml 2.7.0", cases }, null, 1) + "\n");
