// Prints tests/moment/cases.json: what moment.js writes and reads, seeded, for every language.
//   node cases.mjs [SEED [CASES PER LANGUAGE]]
import moment from "moment";
import "moment/min/locales.js";
import { LANGUAGES } from "./languages.mjs";

const seed = Number(process.argv[2] ?? 2024);
const count = Number(process.argv[3] ?? 24);

let state = seed;
function random(limit) { // mulberry32
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), state | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * limit);
}
const pick = (list) => list[random(list.length)];

const FORMS = [
  "YYYY-MM-DD", "YYYY-MM-DDTHH:mm:ss.SSSZ", "YYYYMMDDHHmm", "D. MMMM YYYY", "MMMM YYYY", "Do MMMM YYYY",
  "dddd, D MMMM YYYY", "[В] dddd, D MMMM YYYY", "ddd D MMM YYYY", "D-MMM-YYYY", "MMM D, YY", "dd DD/MM/YY",
  "gggg-[W]ww", "GGGG-[W]WW-E", "gggg wo e", "GGGG Wo", "YYYY DDDo", "YYYY-DDDD", "YYYY [Q]Q", "Qo YYYY",
  "Mo YYYY", "YYYY/MM-MMMM/YYYY-MM-DD-dddd", "YYYY-MM-DD h:mm a", "YYYY-MM-DD hh:mm A", "YYYY-MM-DD kk:mm",
  "YYYY-MM-DD Hmmss", "L", "LL", "LLL", "LLLL", "L LTS", "l", "ll", "lll", "llll", "LT [LT] YYYY DDD",
  "X", "x", "gg-ww", "GG-WW", "YYYYYY-MM-DD", "YYYYY DDD", "Y-M-D", "yyyy-M-D do d", "dddd HH:mm, MMMM D YYYY",
  "D [de] MMMM [de] YYYY", "YYYY-MM-DD ZZ", "YYYYMD", "\\Y YYYY \\[MM", "YYYY-MM-DD HH:mm:ss.SSSSSS",
];
const TOKENS = (
  "YYYY YY Y Q Qo M Mo MM MMM MMMM D Do DD DDD DDDo DDDD d do dd ddd dddd e E w wo ww W Wo WW gg gggg GG"
  + " GGGG A a H HH h hh k kk m mm s ss S SS SSS Z ZZ X x L LL LT LTS l ll [at] [Q] T年 \\d"
).split(" ");
const BETWEEN = ["-", "/", " ", ", ", ".", "", "_", " [de] "];

function form() {
  if (random(5) < 3) return pick(FORMS);
  let made = random(2) ? "YYYY" : "";
  for (let i = 1 + random(4); i > 0; i--) made += (made && pick(BETWEEN)) + pick(TOKENS);
  return made;
}

function date(made) {
  const milliseconds = Date.UTC(pick([1970, 1990, 2000, 2009, 2015, 2020, 2023, 2024, 2026, 2037]))
    + random(366 * 24 * 3600 * 1000);
  const offset = made.includes("Z") ? pick([0, 60, -300, 330, 765]) : 0;
  return moment.utc(milliseconds).utcOffset(offset);
}

// Another text: with one digit, one letter or one place changed, or what stands in another form.
function spoilt(text, name) {
  const at = random(text.length);
  const changed = pick([
    () => text.slice(0, at) + random(10) + text.slice(at + 1),
    () => text.slice(0, at) + text.slice(at + 1),
    () => `${text} `,
    () => text.toUpperCase(),
    () => date("").locale(name).format(form()),
  ]);
  return changed();
}

const [NOW, LATER] = [Date.UTC(2011, 1, 3), Date.UTC(2029, 9, 18, 7, 8, 9, 10)];

function strictly(text, form, name, now) {
  moment.now = () => now;
  const read = moment.utc(text, form, name, true);
  return read.isValid() ? read.locale("en").format("YYYY-MM-DDTHH:mm:ss.SSS") : null;
}

const table = {};
for (const name of ["en", ...LANGUAGES]) {
  table[name] = [];
  while (table[name].length < count) {
    const made = form();
    const day = date(made).locale(name);
    const written = day.format(made);
    const text = random(3) ? written : spoilt(written, name);
    const [read, later] = [NOW, LATER].map((now) => strictly(text, made, name, now));
    if (read !== later) continue; // what was not told came from today's date
    if (written.includes("NaN")) continue; // a mistake in the Turkish ordinal numbers
    if (read && !/^(19[789]|20[0-5])\d-/.test(read)) continue; // of which two digits tell another
    if (name === "ja" && made.includes("y")) continue; // years of an emperor, not known to us
    table[name].push([
      made,
      day.locale("en").format("YYYY-MM-DDTHH:mm:ss.SSSZ"),
      written,
      text === written ? "" : text,
      read,
    ]);
  }
}
const lines = Object.entries(table).map(
  ([name, cases]) =>
    `${JSON.stringify(name)}: [\n${cases.map((one) => JSON.stringify(one)).join(",\n")}\n]`,
);
const head = { moment: moment.version, seed, columns: ["form", "moment", "written", "text", "read"] };
console.log(`${JSON.stringify(head).slice(0, -1)},\n"cases": {\n${lines.join(",\n")}\n}}`);
