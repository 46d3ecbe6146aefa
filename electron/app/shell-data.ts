import * as v from 'valibot';

/** What the shell around the core keeps between runs; keys beside those of the core in the same settings. */
export interface ShellData {
  /** The window's last size in device-independent pixels; null until it was first changed. */
  readonly windowSize: WindowSize | null;
}

export interface WindowSize {
  readonly width: number;
  readonly height: number;
}

export const emptyShellData: ShellData = { windowSize: null };

/** Below this the layout of the window breaks. */
export const smallestWindow: WindowSize = { width: 640, height: 420 };
export const usualWindow: WindowSize = { width: 980, height: 680 };

const pixels = v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(20_000));

export const shellDataSchemas = {
  windowSize: v.nullable(v.strictObject({ width: pixels, height: pixels })),
};
