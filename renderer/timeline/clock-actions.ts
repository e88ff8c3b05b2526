import { request } from '../ipc/client.ts';
import { mirror } from '../store/cluster.ts';
import { showError } from '../commands/show-error.ts';

type ClockRequest = 'clock.play' | 'clock.pause' | 'clock.step' | 'clock.runUntilQuiet' | 'clock.restart';

async function ask(name: Exclude<ClockRequest, 'clock.play'>): Promise<void> {
  const answer = await request(name);
  if (!answer.ok) showError(answer.error);
}

async function play(speed?: number): Promise<void> {
  const answer = await request('clock.play', speed === undefined ? {} : { speed });
  if (!answer.ok) showError(answer.error);
}

/** The buttons of the clock row. The new state comes back with the view feed. */
export const clockActions = {
  playOrPause: (): Promise<void> => (mirror.clock.running || mirror.clock.runningUntilQuiet ? ask('clock.pause') : play()),
  /** Choosing a speed also starts a clock that stands. */
  setSpeed: (speed: number): Promise<void> => play(speed),
  step: (): Promise<void> => ask('clock.step'),
  runUntilQuiet: (): Promise<void> => ask('clock.runUntilQuiet'),
  restart: (): Promise<void> => ask('clock.restart'),
} as const;

export const clockSpeeds = [1, 10, 100, 1_000] as const;
