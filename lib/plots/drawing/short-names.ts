const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/**
 * Names of at most `most` characters each, long ones cut in the middle (`binan…SDT-PERP`), because venues differ at the
 * start of their names and contracts at the end. What is cut stays apart: names that would become equal are cut where
 * they differ, or numbered. A character is what a reader takes for one, such as an emoji of several code points.
 * @param most at least 3
 */
export function shortNames(names: readonly string[], most: number): readonly string[] {
  const split = names.map((name) => Array.from(segmenter.segment(name), ({ segment }) => segment));
  const usual = Math.ceil((most - 1) / 2);
  // The head that tells most of the names apart; of equals the one next to half.
  const heads = Array.from({ length: most - 1 }, (_, head) => head + 1).sort(
    (a, b) => Math.abs(a - usual) - Math.abs(b - usual),
  );
  const different = new Set(names).size;
  const cuts = heads.map((head) => split.map((name) => cut(name, head, most)));
  const apart = cuts.find((short) => new Set(short).size === different);
  return apart ?? numbered(names, cuts[0] as string[], most);
}

function cut(name: readonly string[], head: number, most: number): string {
  if (name.length <= most) return name.join("");
  const tail = most - 1 - head;
  return `${name.slice(0, head).join("")}…${name.slice(name.length - tail).join("")}`;
}

/** The second and later of equal short names of different names end with a number in place of their tail. */
function numbered(names: readonly string[], short: readonly string[], most: number): readonly string[] {
  const taken = new Map<string, string>();
  // Names that are whole keep what they are.
  names.forEach((name, place) => {
    if (short[place] === name) taken.set(name, name);
  });
  return names.map((name, place) => {
    let told = short[place] as string;
    for (let number = 2; (taken.get(told) ?? name) !== name; number++) {
      const ending = `…${number}`;
      const head = Array.from(segmenter.segment(name), ({ segment }) => segment).slice(0, most - ending.length);
      told = head.join("") + ending;
    }
    taken.set(told, name);
    return told;
  });
}
