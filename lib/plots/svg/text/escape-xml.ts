const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/**
 * Text that means itself in XML, between tags and in quoted attributes. Characters that XML cannot hold at all become the
 * replacement character; runs of spaces are kept, which SVG would take together.
 */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replace(/ (?= )|^ | $/g, "\u00a0")
    .replace(/[&<>"]/g, (character) => entities[character] as string);
}
