import { memo, type ReactNode } from 'react';
import type { StateFamily } from '../../shared/view/states.ts';
import './state-mark.css';

/** Marks on a 16 grid. `currentColor` is the family's mark colour; `--on-mark` shows through filled shapes. */
const stroke = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.7, strokeLinecap: 'round', strokeLinejoin: 'round' } as const;
const inside = { ...stroke, stroke: 'var(--on-mark)' } as const;
const octagon = <path d="M5.2 0.9h5.6l4.3 4.3v5.6l-4.3 4.3H5.2L0.9 10.8V5.2z" fill="currentColor" />;
const disc = <circle cx="8" cy="8" r="7.2" fill="currentColor" />;
const turningRing = (
  <>
    <circle cx="8" cy="8" r="6.4" fill="none" stroke="currentColor" strokeOpacity="0.28" strokeWidth="1.7" />
    <path className="state-mark-arc" d="M8 1.6A6.4 6.4 0 0 1 14.4 8" {...stroke} />
  </>
);
const brokenRing = <circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" strokeWidth="1.7" strokeDasharray="9.1 1.1" strokeDashoffset="4.5" />;

const marks = {
  ready: <>{disc}<path d="M4.9 8.3l2.2 2.2 4.1-4.6" {...inside} /></>,
  working: <>{turningRing}<circle cx="8" cy="8" r="2.1" fill="currentColor" /></>,
  booting: <>{turningRing}<path d="M8 11.2V5.3M5.6 7.4L8 5l2.4 2.4" {...stroke} strokeWidth="1.9" /></>,
  halfDisc: <><circle cx="8" cy="8" r="6.4" {...stroke} /><path d="M8 3.9a4.1 4.1 0 0 1 0 8.2z" fill="currentColor" /></>,
  slashedRing: <><circle cx="8" cy="8" r="6.4" {...stroke} /><path d="M3.7 12.3l8.6-8.6" {...stroke} /></>,
  triangle: <><path d="M8 1.1a.9.9 0 0 1 .8.5l6.7 11.8a.9.9 0 0 1-.8 1.4H1.3a.9.9 0 0 1-.8-1.4L7.2 1.6a.9.9 0 0 1 .8-.5z" fill="currentColor" />
    <path d="M8 5.8v4" {...inside} /><circle cx="8" cy="12.3" r="1" fill="var(--on-mark)" /></>,
  restart: <>{octagon}<path d="M11.2 8.4a3.3 3.3 0 1 1-1.1-2.8" {...inside} /><path d="M11.4 3.6v2.7H8.8" {...inside} strokeWidth="1.5" /></>,
  pull: <>{octagon}<path d="M8 3.8v4.6M5.7 6.5L8 8.8l2.3-2.3M4.7 11.7h6.6" {...inside} /></>,
  bars: <>{octagon}<path d="M5 11.4V9M8 11.4V7M11 11.4V4.6" {...inside} strokeWidth="2" /></>,
  cross: <>{octagon}<path d="M5.6 5.6l4.8 4.8M10.4 5.6l-4.8 4.8" {...inside} /></>,
  brokenPulse: <>{octagon}<path d="M2.8 9h1.9l1.9-3.1M9.3 10.1l1.5-3.1h2.4M6.6 5.9v2.4M9.3 7.8v2.3" {...inside} strokeWidth="1.5" /></>,
  leaving: <>{brokenRing}<path d="M5.2 8h5.6" {...stroke} /></>,
  door: <path d="M8.2 1.8H2.6v12.4h5.6M6 8h8M11.4 5.3L14.1 8l-2.7 2.7" {...stroke} />,
  waiting: <><circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" strokeWidth="1.7" strokeDasharray="3.3 1.8" />
    <path d="M8 4.9V8l2 1.6" {...stroke} strokeWidth="1.5" /></>,
  done: <><rect x="1.4" y="1.4" width="13.2" height="13.2" rx="2.6" fill="currentColor" /><path d="M4.9 8.3l2.2 2.2 4.1-4.6" {...inside} /></>,
  unknown: <><path d="M8 0.5L15.5 8 8 15.5 0.5 8z" fill="currentColor" />
    <path d="M6.2 6.6A1.8 1.8 0 1 1 8.6 8.2c-.5.2-.6.5-.6 1" {...inside} strokeWidth="1.5" /><circle cx="8" cy="11.2" r=".9" fill="var(--on-mark)" /></>,
  power: <path d="M8 1.5v6M4.3 3.6a5.9 5.9 0 1 0 7.4 0" {...stroke} />,
} satisfies Record<string, ReactNode>;
export type MarkName = keyof typeof marks;

const byFamily: Record<StateFamily, MarkName> = {
  ready: 'ready', working: 'working', attention: 'halfDisc', bad: 'cross', leaving: 'leaving', waiting: 'waiting', done: 'done', unknown: 'unknown',
};
/** Cases whose mark differs from their family's plain one. Names are those of `shared/view/states.ts`, and reasons of containers. */
const byName: Record<string, MarkName> = {
  Booting: 'booting', Provisioning: 'booting', Cordoned: 'slashedRing', Pressure: 'triangle', NotApplied: 'triangle',
  CrashLoopBackOff: 'restart', ImagePullBackOff: 'pull', ErrImagePull: 'pull', InvalidImageName: 'pull', OOMKilled: 'bars', Evicted: 'door', Off: 'power',
};

/** The mark of a state: the case's own, else its family's. `NotReady` is a broken pulse on a machine (bad), a half disc on a pod (attention). */
export function markOf(family: StateFamily, name?: string): MarkName {
  if (name === 'NotReady' && family === 'bad') return 'brokenPulse';
  return (name !== undefined ? byName[name] : undefined) ?? byFamily[family];
}

interface StateMarkProps {
  family: StateFamily;
  /** Name of the case, e.g. `CrashLoopBackOff`; unknown names take the family's mark. */
  name?: string | undefined;
  /** Side in px: 20, 14, 12, 10 or 9. */
  size?: number | undefined;
  /** The ring of a working mark turns (once per 1.2 s). Never while the clock stands. */
  turning?: boolean | undefined;
  /** Spoken name. Absent: decoration beside a word. */
  label?: string | undefined;
}

/** Shape, inner mark and colour of a state; the word stands beside it, written by the caller. */
export const StateMark = memo(function StateMark({ family, name, size = 14, turning = false, label }: StateMarkProps) {
  return (
    <svg className={turning ? 'state-mark state-mark-turning' : 'state-mark'} data-family={family} width={size} height={size} viewBox="0 0 16 16"
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}>
      {marks[markOf(family, name)]}
    </svg>
  );
});
