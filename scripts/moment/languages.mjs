// The languages that Obsidian offers, and near relations, by the names that moment.js gives them.
// English as in the United States is in vaultlint/moment/locales.py.
export const LANGUAGES = `
  af ar be bg bn ca cs da de de-at el en-gb eo es et eu fa fi fr ga gl he hi hr hu hy-am id is it
  ja ka kk km kn ko ky lt lv mk ml mn ms my nb ne nl nn oc-lnc pl pt pt-br ro ru si sk sl sq sr
  sr-cyrl sv sw ta te th tr uk ur uz uz-latn vi zh-cn zh-tw
`.trim().split(/\s+/);
