import type { ObjectRef } from '../../../shared/kubernetes/registry.ts';
import type { LocalizedText, TimelineEntry, TimelineLane } from '../../../shared/view/rows.ts';
import type { WatchEvent } from '../../engine/apistore/watch-event.ts';
import type { CostState } from '../usage/cost-recorder.ts';
import { UsageRecorder, type UsageState } from '../usage/usage-recorder.ts';
import { timelineRules } from './rules.ts';
import { ScalingRecorder, type ScalingState } from './scaling/scaling-recorder.ts';

/** Plain data, saved with the world. */
export interface TimelineState {
  entries: TimelineEntry[];
  nextId: number;
  /** Key of an open span or a merging mark → its entry's id. */
  open: [key: string, id: number][];
  /** Absent: nothing has grown. */
  scaling?: ScalingState;
  /** Absent: nothing was measured. */
  usage?: UsageState;
  /** Absent: nothing had a price. */
  cost?: CostState;
}

/** Nothing has happened. */
export const emptyTimeline: TimelineState = { entries: [], nextId: 1, open: [] };

/** Marks of one kind closer together than this become one ("7 pods bound"). */
const mergeWithinMs = 2_000;
/** Older entries beyond this many are dropped. */
const keptEntries = 100_000;

/** What a rule sees of the world. */
export interface RuleContext {
  nowMs: number;
  recorder: TimelineRecorder;
  parseTimestamp(text: string): number;
}

/** Turns commits, gestures and faults into marks and spans. Everything on it was caused by something recorded; nothing is made up for show. */
export class TimelineRecorder {
  /** Which load led to which pods, by way of which decisions. */
  readonly scaling = new ScalingRecorder();
  /** How many pods and machines there were, and what they used. */
  readonly usage = new UsageRecorder();
  private entries: TimelineEntry[] = [];
  private readonly byId = new Map<number, TimelineEntry>();
  private open = new Map<string, number>();
  private nextId = 1;
  private changed = new Set<number>();

  observe(event: WatchEvent, nowMs: number, parseTimestamp: (text: string) => number): void {
    const context: RuleContext = { nowMs, recorder: this, parseTimestamp };
    for (const rule of timelineRules) if (rule.resource === event.resource) rule.observe(event, context);
  }

  mark(lane: TimelineLane, atMs: number, icon: string, text: LocalizedText, ref?: ObjectRef): number {
    const entry: TimelineEntry = { id: this.nextId, lane, atMs, icon, text, ...(ref ? { ref } : {}) };
    this.nextId += 1;
    this.entries.push(entry);
    this.byId.set(entry.id, entry);
    this.changed.add(entry.id);
    if (this.entries.length > keptEntries) for (const old of this.entries.splice(0, keptEntries / 10)) this.byId.delete(old.id);
    return entry.id;
  }

  /** A mark that counts: a second one of the same `key` within two seconds raises `count` in the first one's text instead. `text` is used for one, `many` for more. */
  count(key: string, lane: TimelineLane, atMs: number, icon: string, one: LocalizedText, many: LocalizedText, ref?: ObjectRef): void {
    const entry = this.byId.get(this.open.get(key) ?? 0);
    if (entry && atMs - entry.atMs <= mergeWithinMs) {
      const count = Number(entry.text.params?.['count'] ?? 1) + 1;
      this.update(entry, { text: { key: many.key, params: { ...many.params, count } } });
      return;
    }
    this.open.set(key, this.mark(lane, atMs, icon, { key: one.key, params: { ...one.params, count: 1 } }, ref));
  }

  /** Opens a waiting period that is expected to last until `untilMs`. One per key. */
  openSpan(key: string, lane: TimelineLane, atMs: number, untilMs: number, icon: string, text: LocalizedText, ref?: ObjectRef): void {
    if (this.open.has(key)) return;
    const id = this.mark(lane, atMs, icon, text, ref);
    this.update(this.byId.get(id) as TimelineEntry, { endMs: untilMs });
    this.open.set(key, id);
  }

  /** Ends a waiting period now, whatever was expected. */
  closeSpan(key: string, atMs: number): void {
    const entry = this.byId.get(this.open.get(key) ?? 0);
    this.open.delete(key);
    if (entry?.endMs !== undefined && entry.endMs !== atMs) this.update(entry, { endMs: Math.max(atMs, entry.atMs) });
  }

  all(): readonly TimelineEntry[] {
    return this.entries;
  }

  /** New and changed entries since the last call, by id. */
  takeChanged(): TimelineEntry[] {
    const changed = [...this.changed].flatMap((id) => this.byId.get(id) ?? []);
    this.changed = new Set();
    return changed;
  }

  save(): TimelineState {
    return { entries: this.entries, nextId: this.nextId, open: [...this.open], scaling: this.scaling.save(), usage: this.usage.save(), cost: this.usage.cost.save() };
  }

  load(state: TimelineState): void {
    this.entries = [...state.entries];
    this.byId.clear();
    for (const entry of this.entries) this.byId.set(entry.id, entry);
    this.nextId = state.nextId;
    this.open = new Map(state.open);
    this.changed = new Set();
    this.scaling.load(state.scaling);
    this.usage.load(state.usage);
    this.usage.cost.load(state.cost);
  }

  private update(entry: TimelineEntry, fields: Partial<TimelineEntry>): void {
    const next = { ...entry, ...fields };
    this.byId.set(entry.id, next);
    const index = this.entries.lastIndexOf(entry);
    if (index >= 0) this.entries[index] = next;
    this.changed.add(entry.id);
  }
}
