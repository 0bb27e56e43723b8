/** Least memory that a run can be limited to, in MiB: below, a notebook that does nothing may not fit. */
export const leastMemoryMb = 64;

/** How often the memory of a process is looked at, in milliseconds: it fills a gigabyte in a few of these. */
export const memoryPauseMs = 50;

/** What a process tells the one that started it before it ends itself for want of memory. */
export const outOfMemory = "m";
