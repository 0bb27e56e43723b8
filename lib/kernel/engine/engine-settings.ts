/** What an engine is told when it starts. */
export interface EngineSettings {
  /** Whether it asks for the types of each cell (`check`) before it runs it. */
  readonly checksTypes: boolean;
  /** Whether cells have the library as `oi`. */
  readonly hasLibrary: boolean;
}

/** What the process is given as its argument. */
export interface EngineStart extends EngineSettings {
  /** Absolute path of the notebook, or of one that would lie in the folder. */
  readonly file: string;
  /** Whether the process leads a group of its own, which ends with it. */
  readonly leadsGroup: boolean;
}

/** What the process tells on the pipe of its interrupts before it ends itself, because nothing else helps. */
export const gaveUp = "k";
