import { cutShort } from "./file-text.js";

const advice = 'give an .html or .ipynb file that "report" has written';

/** Reports that a message lists at most. */
const maxListed = 3;

/** What to say of a file that holds no stamp. */
export function noReport(text: string, name: string): TypeError {
  return new TypeError(`verifyReport: ${name} ${whatItIs(text, name)}`);
}

function whatItIs(text: string, name: string): string {
  const cut = cutShort(text);
  if (cut !== undefined) return `${cut}; get the whole file`;
  if (/\.(md|pdf)$/i.test(name)) {
    const stem = name.replace(/\.\w+$/, "");
    return `holds no stamp, as a report in this form does not; give ${stem}.html or ${stem}.ipynb of the same run`;
  }
  if (!text.includes('id="batch_reports"')) return `holds no stamp; ${advice}`;
  const links = [...text.matchAll(/<a href="([^"#:]+\.(?:html|ipynb))"/g)].map(([, link = ""]) => decodedLink(link));
  const reports = [...new Set(links)];
  const pages = reports.filter((link) => link.endsWith(".html"));
  const listed = pages.length > 0 ? pages : reports;
  const more = listed.length > maxListed ? ` and ${listed.length - maxListed} more` : "";
  return `compares reports and is none itself; give one of them: ${listed.slice(0, maxListed).join(", ")}${more}`;
}

function decodedLink(link: string): string {
  try {
    return decodeURIComponent(link);
  } catch {
    return link;
  }
}
