import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { SampleEntry } from '../../shared/ipc/library.ts';
import { TopologyText } from '../../shared/topology/topology-text.ts';
import type { DesignSummary } from '../persistence/library-store.ts';
import { summaryOf } from './library-summary.ts';

/** The samples that ship, in the order in which the first screen shows them: `<id>.cluster` in the samples folder. */
const sampleIds = ['course', 'web-shop', 'online-shop', 'busy-shop', 'aws-shop', 'three-masters', 'single-machine'] as const;

/** The sample topologies beside the program. Their pictures are made when they are first asked for. */
export class Samples {
  private readonly folder: string;
  private readonly wallNow: () => number;
  private readonly summaries = new Map<string, DesignSummary>();

  constructor(folder: string, wallNow: () => number) {
    this.folder = folder;
    this.wallNow = wallNow;
  }

  list(): SampleEntry[] {
    return sampleIds.flatMap((id) => {
      const summary = this.summary(id);
      return summary ? [{ id, thumbnail: summary.thumbnail }] : [];
    });
  }

  /** Undefined: there is no such sample. */
  text(id: string): TopologyText | undefined {
    const file = path.join(this.folder, `${id}.cluster`);
    if (!(sampleIds as readonly string[]).includes(id) || !existsSync(file)) return undefined;
    return TopologyText.parse(readFileSync(file, 'utf8'), id).text;
  }

  summary(id: string): DesignSummary | undefined {
    const known = this.summaries.get(id);
    if (known) return known;
    const text = this.text(id);
    if (!text) return undefined;
    const summary = summaryOf(text.topology, this.wallNow);
    this.summaries.set(id, summary);
    return summary;
  }
}
