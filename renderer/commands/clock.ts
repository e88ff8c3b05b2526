import { FastForward, Gauge, Pause, Play, Rewind, SkipForward, StepForward } from 'lucide-react';
import type { RequestName } from '../../shared/ipc/contract.ts';
import { request } from '../ipc/client.ts';
import { inEditor, type Command } from './command.ts';
import { showError } from './show-error.ts';

type ClockRequest = Extract<RequestName, 'clock.pause' | 'clock.step' | 'clock.runUntilQuiet' | 'clock.restart'>;

async function send(name: ClockRequest): Promise<void> {
  const answer = await request(name);
  if (!answer.ok) showError(answer.error);
}

async function play(speed?: number): Promise<void> {
  const answer = await request('clock.play', speed === undefined ? {} : { speed });
  if (!answer.ok) showError(answer.error);
}

/** Simulated ms per wall ms that the buttons offer. */
export const speeds = [1, 10, 100, 1_000] as const;

export const playPause: Command = {
  id: 'playPause', title: 'commands:playPause', icon: Play, group: 'clock', shortcut: 'Space', menus: ['palette', 'app'], isEnabled: inEditor,
  run: (context) => context.mirror.clock.running ? send('clock.pause') : play(),
};

export const pause: Command = {
  id: 'pause', title: 'commands:pause', icon: Pause, group: 'clock', menus: [], isEnabled: (context) => inEditor(context) && context.mirror.clock.running, run: () => send('clock.pause'),
};

export const step: Command = {
  id: 'step', title: 'commands:step', icon: StepForward, group: 'clock', shortcut: '.', menus: ['palette', 'app'],
  isEnabled: (context) => inEditor(context) && !context.mirror.clock.running, run: () => send('clock.step'),
};

export const runUntilQuiet: Command = {
  id: 'runUntilQuiet', title: 'commands:runUntilQuiet', icon: FastForward, group: 'clock', shortcut: 'Shift+Space', menus: ['palette', 'app'], isEnabled: inEditor,
  run: () => send('clock.runUntilQuiet'),
};

export const restartSimulation: Command = {
  id: 'restartSimulation', title: 'commands:restartSimulation', icon: Rewind, group: 'clock', menus: ['palette', 'app'], isEnabled: inEditor, run: () => send('clock.restart'),
};

/** `speed.1` to `speed.1000`: sets the speed and lets the clock run. */
export const speedCommands: readonly Command[] = speeds.map((speed) => ({
  id: `speed.${speed}`, title: 'commands:speed', titleParams: () => ({ speed }), icon: Gauge, group: 'clock', menus: ['palette', 'app'], isEnabled: inEditor,
  isChecked: (context) => context.mirror.clock.speed === speed, run: () => play(speed),
}));

function neighbour(present: number, direction: 1 | -1): number {
  const sorted = direction === 1 ? speeds : [...speeds].reverse();
  return sorted.find((speed) => (speed - present) * direction > 0) ?? present;
}

export const faster: Command = {
  id: 'faster', title: 'commands:faster', icon: SkipForward, group: 'clock', shortcut: ']', menus: ['palette'], isEnabled: inEditor,
  run: (context) => play(neighbour(context.mirror.clock.speed, 1)),
};

export const slower: Command = {
  id: 'slower', title: 'commands:slower', icon: SkipForward, group: 'clock', shortcut: '[', menus: ['palette'], isEnabled: inEditor,
  run: (context) => play(neighbour(context.mirror.clock.speed, -1)),
};
