import { homedir } from "node:os";
import { basename, dirname, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { hasTag, type NotebookCell } from "../run/notebook-file.js";
import type { NotebookRun, RanCell } from "../run/run-notebook.js";
import { findLockfile, readLockfile } from "./lockfile.js";
import { isPrivatePlace, isTellingFolder, type PrivatePlace, shownPlace, withoutPlaces } from "./private-places.js";

/**
 * A run as it may leave this machine. A parameter that names a place here by its whole path is told as `…/` and the last
 * part, with a mark, also in the injected cell; the folders of the notebook, of its project, of this library, the
 * current folder and the home folder are taken out of outputs, errors and provenance, where `isTellingFolder` is true of
 * them, so that a short one does not change a text that only looks like it. The lockfile above the notebook is
 * told by its hash. The text of cells that their author wrote stays as it is.
 * @param place absolute path of the notebook, and the folder in which the run began
 */
export function publicRun(
  run: NotebookRun,
  { file, cwd }: { readonly file: string; readonly cwd: string },
): NotebookRun {
  const lockfile = findLockfile(dirname(file));
  const values = run.parameters.flatMap(({ value }) => (isPrivatePlace(value) ? [value] : []));
  const places = [
    ...values.map((path) => ({ path, shown: shownPlace(path) })),
    // In the stack of an error; one in a short folder too.
    { path: file, shown: `./${basename(file)}` },
    ...machinePlaces(dirname(file), lockfile?.folder, cwd).filter(({ path }) => isTellingFolder(path)),
  ];
  const hide = <T>(value: T): T => withoutPlaces(value, places);
  const parameters = run.parameters.map((one) =>
    isPrivatePlace(one.value) ? { ...hide(one), value: shownPlace(one.value), local: true } : one,
  );
  const cells = new Map(run.notebook.cells.map((cell) => [cell, publicCell(cell, parameters)]));
  return {
    ...run,
    notebook: { ...run.notebook, cells: [...cells.values()] },
    cells: run.cells.map(
      (ran): RanCell => ({ ...ran, cell: cells.get(ran.cell) ?? ran.cell, outputs: ran.outputs.map(hide) }),
    ),
    ...(run.failure !== undefined && { failure: hide(run.failure) }),
    parameters,
    data: hide(run.data),
    ...(lockfile !== undefined && { lockfile: readLockfile(lockfile.path) }),
  };
}

/** The first of those that are the same folder counts, so that the current folder changes nothing within a project. */
function machinePlaces(folder: string, project: string | undefined, cwd: string): PrivatePlace[] {
  const inProject = project !== undefined && !relative(project, cwd).startsWith("..");
  return [
    { path: folder, shown: "." },
    ...(project === undefined ? [] : [{ path: project, shown: "…" }]),
    { path: fileURLToPath(new URL("../../../", import.meta.url)), shown: "…/open-interest" },
    ...(inProject ? [] : [{ path: cwd, shown: "." }]),
    ...homeFolder(),
  ];
}

const mark = "// a place on the machine that ran this: put your own";

function publicCell(cell: NotebookCell, parameters: NotebookRun["parameters"]): NotebookCell {
  if (!hasTag(cell, "injected-parameters")) return cell;
  const lines = cell.source.split("\n").map((line) => {
    const local = parameters.find(({ name, local }) => local && line.startsWith(`${name} = `));
    return local === undefined ? line : `${local.name} = ${JSON.stringify(local.value)}; ${mark}`;
  });
  return { ...cell, source: lines.join("\n") };
}

/** None where the system knows no home. */
function homeFolder(): readonly PrivatePlace[] {
  try {
    return [{ path: homedir(), shown: "~" }];
  } catch {
    return [];
  }
}
