import type { AliyunPractice } from './aliyun/aliyun-practice.ts';
import type { Faults } from './faults.ts';
import type { Lifetimes } from './options.ts';
import type { RandomBytes } from './secrets.ts';
import type { PracticeState } from './state.ts';
import type { PracticeWorld } from './world.ts';

/** What every handler works with. */
export interface PracticeContext {
  now(): number;
  readonly random: RandomBytes;
  readonly lifetimes: Lifetimes;
  readonly state: PracticeState;
  readonly world: PracticeWorld;
  readonly faults: Faults;
  /** The other cloud. */
  readonly aliyun: AliyunPractice;
}
