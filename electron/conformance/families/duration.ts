import { humanDuration, shortHumanDuration } from '../../../shared/kubernetes/duration.ts';
import { compare } from '../outcome.ts';
import { defineAdapter } from './adapter.ts';

interface DurationCase {
  seconds: number;
  human: string;
  short: string;
}

export const durationFamily = defineAdapter<DurationCase>(['duration'], ({ seconds, human, short }) =>
  compare({ human, short }, { human: humanDuration(seconds * 1000), short: shortHumanDuration(seconds * 1000) }));
