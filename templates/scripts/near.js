// How many letters apart two words are: one inserted, left out, replaced, or two neighbours swapped.

const LONGEST = 64;
const leftCodes = new Uint32Array(LONGEST);
const rightCodes = new Uint32Array(LONGEST);
let rows = [0, 1, 2].map(() => new Uint8Array(LONGEST + 1));

/**
 * How many errors are forgiven in a word of so many letters.
 * @param {number} length
 */
export function forgiven(length) {
  if (length < 4) return 0;
  return length < 8 ? 1 : 2;
}

/**
 * @param {string} word
 * @param {Uint32Array} codes
 */
function spell(word, codes) {
  let length = 0;
  for (let i = 0; i < word.length && length < LONGEST; i++) {
    const code = word.charCodeAt(i);
    codes[length++] = code < 0xd800 || code > 0xdfff ? code : word.codePointAt(i++) ?? code;
  }
  return length;
}

/**
 * The distance (optimal string alignment), or `limit + 1` where it is more than the limit. The beginnings and ends that
 * two words share decide most cases; only what is left between them is compared in full.
 * @param {string} a
 * @param {string} b
 * @param {number} limit
 */
export function distance(a, b, limit) {
  if (a === b) return 0;
  if (a.length > LONGEST || b.length > LONGEST) return limit + 1;
  let m = spell(a, leftCodes);
  let n = spell(b, rightCodes);
  if (Math.abs(m - n) > limit) return limit + 1;
  let from = 0;
  while (from < m && from < n && leftCodes[from] === rightCodes[from]) from++;
  while (m > from && n > from && leftCodes[m - 1] === rightCodes[n - 1]) m--, n--;
  m -= from;
  n -= from;
  if (!m || !n) return Math.max(m, n);
  if (limit === 1 && (m > 2 || n > 2)) return 2;
  let [before, last, row] = rows;
  for (let j = 0; j <= n; j++) last[j] = j;
  for (let i = 1; i <= m; i++) {
    let least = row[0] = i;
    const code = leftCodes[from + i - 1];
    for (let j = 1; j <= n; j++) {
      const other = rightCodes[from + j - 1];
      let steps = Math.min(row[j - 1] + 1, last[j] + 1, last[j - 1] + (code === other ? 0 : 1));
      if (i > 1 && j > 1 && code === rightCodes[from + j - 2] && leftCodes[from + i - 2] === other) {
        steps = Math.min(steps, before[j - 2] + 1);
      }
      row[j] = steps;
      if (steps < least) least = steps;
    }
    if (least > limit) return limit + 1;
    [before, last, row] = [last, row, before];
  }
  rows = [before, last, row];
  return Math.min(last[n], limit + 1);
}
