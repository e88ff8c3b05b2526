import type { DesignChoice } from '../../shared/ipc/compare.ts';
import type { LibraryEntry, RevisionEntry, SampleEntry } from '../../shared/ipc/library.ts';

/** A design that can be chosen, and in which group of the list it stands. */
export interface Offer {
  value: string;
  group: 'open' | 'revisions' | 'designs' | 'samples' | 'file';
  choice: DesignChoice;
  /** Of designs and files. */
  name?: string;
  revision?: RevisionEntry;
  sample?: string;
}

interface Known {
  openId: string | undefined;
  designs: readonly LibraryEntry[];
  samples: readonly SampleEntry[];
  /** Of the open design, newest first. */
  revisions: readonly RevisionEntry[];
  files: readonly { name: string; text: string }[];
}

/** All that can be compared: the open design now and as it was, the other ones, samples, and files that were read. */
export function offersOf({ openId, designs, samples, revisions, files }: Known): Offer[] {
  const open = designs.find(({ id }) => id === openId);
  return [
    ...(openId === undefined ? [] : [{ value: 'open', group: 'open' as const, choice: { kind: 'design' as const, designId: openId }, name: open?.name ?? '' }]),
    ...(openId === undefined ? [] : revisions.map((revision): Offer => ({ value: `revision:${revision.revision}`, group: 'revisions', choice: { kind: 'design', designId: openId, revision: revision.revision }, revision }))),
    ...designs.filter(({ id }) => id !== openId).map(({ id, name }): Offer => ({ value: `design:${id}`, group: 'designs', choice: { kind: 'design', designId: id }, name })),
    ...samples.map(({ id }): Offer => ({ value: `sample:${id}`, group: 'samples', choice: { kind: 'sample', sample: id }, sample: id })),
    ...files.map(({ name, text }, at): Offer => ({ value: `file:${at}`, group: 'file', choice: { kind: 'text', name, text }, name })),
  ];
}

/** What one likely compares the open design with: the newest other design, else a sample. */
export function likelyOther(offers: readonly Offer[]): string {
  return (offers.find(({ group }) => group === 'designs') ?? offers.find(({ group }) => group === 'samples') ?? offers[0])?.value ?? '';
}
