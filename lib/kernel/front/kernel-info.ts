import { createRequire } from "node:module";
import { protocolVersion } from "../wire/new-message.js";
import type { Content } from "./content-fields.js";

let info: Content | undefined;

/** Content of `kernel_info_reply`. */
export function kernelInfo(): Content {
  info ??= made();
  return info;
}

function made(): Content {
  const require = createRequire(import.meta.url);
  const { version } = require("../../../package.json") as { readonly version: string };
  const typescript = (require("typescript/package.json") as { readonly version: string }).version;
  return {
    status: "ok",
    protocol_version: protocolVersion,
    implementation: "open-interest",
    implementation_version: version,
    language_info: {
      name: "typescript",
      version: typescript,
      // JupyterLab finds the language by the name of its mode, nbconvert by that of its lexer, VS Code by its name.
      mimetype: "text/x-typescript",
      file_extension: ".ts",
      codemirror_mode: "typescript",
      pygments_lexer: "typescript",
      nbconvert_exporter: "script",
    },
    banner: `open-interest ${version}: TypeScript ${typescript} on Node ${process.versions.node}`,
    help_links: [
      { text: "TypeScript", url: "https://www.typescriptlang.org/docs/" },
      { text: "Node.js", url: "https://nodejs.org/docs/latest/api/" },
    ],
    supported_features: [],
    debugger: false,
  };
}
