// Prints vaultlint/moment/locales.json: what moment.js knows of the languages of Obsidian.
import moment from "moment";
import "moment/min/locales.js";
import { LANGUAGES } from "./languages.mjs";

const DAY_THEN_MONTH = String.raw`D[oD]?(\[[^\[\]]*\]|\s)+MMMM?`; // as in moment.js
const WITHIN_DASHES = { MMM: [["-MMM-", "D-MMM-YYYY"]] };
// Names that a function of the locale chooses by the form: when (a regular expression), and a form
// in which it does. "" is the form of the names that stand alone.
const CHOSEN = {
  el: { MMMM: [["^(?:(?!MMMM).)*D", "D MMMM"]] },
  es: WITHIN_DASHES,
  nl: WITHIN_DASHES,
  pl: { MMMM: [["D MMMM", "D MMMM"]] },
  uk: {
    dddd: [
      [String.raw`(\[[ВвУу]\]) ?dddd`, "[в] dddd"],
      [String.raw`\[?(?:минулої|наступної)? ?\] ?dddd`, "[минулої] dddd"],
    ],
  },
};
const NAMES = {
  MMMM: ["months", "_months"],
  MMM: ["monthsShort", "_monthsShort"],
  dddd: ["weekdays", "_weekdays"],
  ddd: ["weekdaysShort", "_weekdaysShort"],
  dd: ["weekdaysMin", "_weekdaysMin"],
};

function names(data, name, token) {
  const [method, field] = NAMES[token];
  const months = token[0] === "M";
  const moments = Array.from({ length: months ? 12 : 7 }, (_, number) =>
    months ? moment.utc([2024, number, 1]) : moment.utc([2024, 8, 1 + number]),
  );
  const inForm = (form) => moments.map((one) => data[method](one, form));
  const variants = [];
  const kept = data[field];
  if (Object.hasOwn(data, method)) {
    const chosen = CHOSEN[name]?.[token];
    if (!chosen) throw new Error(`${name} chooses its ${token} by a function that is not known`);
    for (const [regex, form] of chosen) variants.push([regex, inForm(form)]);
  } else if (!Array.isArray(kept)) {
    const own = kept.isFormat?.source;
    variants.push([(token !== "MMM" && own) || DAY_THEN_MONTH, kept.format]);
  }
  return [inForm(token), variants.filter(([, other]) => String(other) !== String(inForm(token)))];
}

const ENGLISH_HALVES = '{"A":[[0,"AM"],[720,"PM"]],"a":[[0,"am"],[720,"pm"]]}';
const LAST = { Q: 4, M: 12, D: 31, DDD: 366, d: 6, w: 53, W: 53 };
const HUNDRED = 100;

// The ordinal numbers of a token, "%d" where the number stands. moment.js has "NaN" for some.
function templates(data, kind, last) {
  const found = new Map();
  for (let number = kind === "d" ? 0 : 1; number <= last; number++) {
    const text = String(data.ordinal(number, kind));
    if (text.includes(number)) found.set(number, text.replace(number, "%d"));
  }
  return found;
}

// [[template, numbers], ...], the most frequent template last and without numbers; [template,
// numbers, 100] if every number goes like the one a hundred below it.
function ordinals(found) {
  const same = [...found].every(
    ([number, template]) => number <= HUNDRED || template === found.get(number - HUNDRED),
  );
  const repeats = same && found.has(HUNDRED + 1);
  const numbers = new Map();
  for (const [number, template] of found) {
    if (repeats && number > HUNDRED) continue;
    numbers.set(template, [...(numbers.get(template) ?? []), number]);
  }
  const sorted = [...numbers].sort((a, b) => a[1].length - b[1].length);
  const last = sorted.pop()[0];
  return [
    ...sorted.map(([template, own]) => [template, ranges(own), ...(repeats ? [HUNDRED] : [])]),
    [last],
  ];
}

function ranges(numbers) {
  const runs = [];
  for (const number of numbers) {
    if (runs.length && runs.at(-1)[1] === number - 1) runs.at(-1)[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(" ");
}

function halves(data, isLower) {
  const runs = [];
  for (let minute = 0; minute < 1440; minute++) {
    const name = data.meridiem(Math.floor(minute / 60), minute % 60, isLower);
    if (runs.at(-1)?.[1] !== name) runs.push([minute, name]);
  }
  return runs;
}

function describe(name) {
  const data = moment.localeData(name);
  if (data._abbr !== name) throw new Error(`no locale ${name}`);
  const told = { names: {}, variants: [], forms: {}, week: [data._week.dow, data._week.doy] };
  for (const token of Object.keys(NAMES)) {
    const [usual, variants] = names(data, name, token);
    told.names[token] = usual;
    for (const [regex, other] of variants) told.variants.push([token, regex, other]);
  }
  for (const token of ["LT", "LTS", "L", "LL", "LLL", "LLLL", "l", "ll", "lll", "llll"]) {
    const own = data._config.longDateFormat?.[token];
    if (own) told.forms[token] = own;
  }
  const usual = templates(data, "DDD", LAST.DDD);
  told.ordinals = { "": ordinals(usual) };
  for (const [kind, last] of Object.entries(LAST)) {
    const own = templates(data, kind, last);
    if ([...own].some(([number, template]) => template !== usual.get(number)))
      told.ordinals[kind] = ordinals(own);
  }
  told.halves = { A: halves(data, false), a: halves(data, true) };
  if (JSON.stringify(told.halves) === ENGLISH_HALVES) delete told.halves;
  const digits = data.postformat("0123456789,");
  if (digits !== "0123456789,") told.digits = digits;
  if (data.eras()[0].name !== "Anno Domini") told.eras = true;
  if (!told.variants.length) delete told.variants;
  return told;
}

// One line for each list of names, so that a reader and a diff see what changed.
function write(value, depth) {
  if (Array.isArray(value) || typeof value !== "object" || depth === 3) {
    if (Array.isArray(value) && depth === 2 && Array.isArray(value[0]) && value[0].length === 3) {
      return `[\n${value.map((one) => "      " + JSON.stringify(one)).join(",\n")}\n    ]`;
    }
    return JSON.stringify(value);
  }
  const space = "  ".repeat(depth + 1);
  const lines = Object.entries(value).map(
    ([key, inner]) => `${space}${JSON.stringify(key)}: ${write(inner, depth + 1)}`,
  );
  return `{\n${lines.join(",\n")}\n${"  ".repeat(depth)}}`;
}

const table = {
  "": `Names and forms of moment.js ${moment.version}, by scripts/moment. Copyright (c) JS Foundation`
    + " and other contributors, MIT licence (https://github.com/moment/moment/blob/2.29.4/LICENSE)",
};
for (const name of LANGUAGES) table[name] = describe(name);
console.log(write(table, 0));
