import path from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import type { LibraryEntry } from '../../shared/ipc/library.ts';
import { TopologyText } from '../../shared/topology/topology-text.ts';
import type { ViewMessage } from '../../shared/view/feed.ts';
import { openStore } from '../persistence/open-store.ts';
import type { Store } from '../persistence/store.ts';
import { ControlPlane } from './control-plane.ts';
import { Library } from './library.ts';
import { Samples } from './library-samples.ts';

const samplesFolder = path.resolve(import.meta.dirname, '..', '..', 'build', 'samples');

let library: Library;
let store: Store;
let controlPlane: ControlPlane;
let sent: ViewMessage[];

beforeEach(() => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'clusterwright-library-'));
  let ids = 0;
  let now = 0;
  const wallNow = (): number => (now += 1);
  store = openStore({ folder, temporaryFolder: folder }, { nowMs: wallNow, newId: () => `design-${(ids += 1)}` });
  sent = [];
  controlPlane = new ControlPlane({
    storage: store.runs, send: (message) => sent.push(message), onSaveFailed: (error) => { throw new Error(JSON.stringify(error)); },
    wallNow,
  });
  library = new Library({ store, samples: new Samples(samplesFolder, wallNow), controlPlane, environment: { wallNow, newSeed: () => 7 } });
  onTestFinished(() => {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  });
});

function value<T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

const designs = (): LibraryEntry[] => value(library.list()).designs;
const textOf = (designId: string): string => value(controlPlane.textOf(designId)).text;
const shop = `apiVersion: clusterwright.dev/v1
kind: Cluster
metadata: {name: shop} # ours
spec: {seed: 1, machines: [{name: w, roles: [worker]}]}
`;

describe('samples', () => {
  test('are those that ship, each pictured with its machines and running pods', () => {
    const { samples } = value(library.list());
    expect(samples.map(({ id }) => id)).toEqual(['course', 'web-shop', 'online-shop', 'busy-shop', 'aws-shop', 'three-masters', 'single-machine']);
    expect(samples.map(({ thumbnail }) => thumbnail.machines.length)).toEqual([4, 4, 4, 3, 3, 6, 1]);
    for (const { thumbnail } of samples) expect(thumbnail.machines.flatMap(({ pods }) => pods).length).toBeGreaterThan(2);
  });

  test('become designs of one\'s own, as often as one likes', () => {
    const [first, second] = [value(library.create(undefined, 'course')), value(library.create(undefined, 'course'))];
    expect(designs().map(({ name, machines }) => [name, machines]).sort()).toEqual([['course', 4], ['course-2', 4]]);
    const written = TopologyText.parse(textOf(second.designId), 'x').text;
    expect(written?.clusterDocument.metadata.name).toBe('course-2');
    expect(textOf(second.designId).replace('name: course-2', 'name: course')).toBe(textOf(first.designId));
    expect(value(library.revisions(first.designId))).toHaveLength(1);
  });

  test.each(['nothing', '../course', 'course.cluster'])('named %s are not found', (id) => {
    expect(library.create(undefined, id)).toEqual({ ok: false, error: { kind: 'NotFound', what: `sample ${id}` } });
  });
});

test('a new design is empty, has a seed, and opens', () => {
  const { designId } = value(library.create(undefined, undefined));
  expect(designs()).toMatchObject([{ name: 'untitled', machines: 0, pods: 0, recovered: false }]);
  expect(TopologyText.parse(textOf(designId), 'x').text?.clusterDocument.spec.seed).toBe(7);
  expect(controlPlane.open(designId)).toEqual({ ok: true, value: undefined });
  expect(sent).toMatchObject([{ kind: 'list', designId }]);
});

describe('importing', () => {
  test('keeps a topology to the letter and notes its file', () => {
    const { designId, problems } = value(library.importText({ text: shop, fileName: 'shop.cluster', filePath: '/x/shop.cluster' }));
    expect(problems).toEqual([]);
    expect(textOf(designId)).toBe(shop);
    expect(value(store.library.nameAndFile(designId))).toMatchObject({ name: 'shop', file: { filePath: '/x/shop.cluster' } });
    expect(designs()).toMatchObject([{ name: 'shop', fileName: 'shop.cluster', machines: 1 }]);
  });

  test('of the same unchanged file gives the same design; of a changed one another', () => {
    const file = { fileName: 'shop.cluster', filePath: '/x/shop.cluster' };
    const { designId } = value(library.importText({ text: shop, ...file }));
    expect(value(library.importText({ text: shop, ...file })).designId).toBe(designId);
    expect(value(library.importText({ text: `${shop}# more\n`, ...file })).designId).not.toBe(designId);
  });

  test('of plain manifests makes a cluster around them that is not tied to their file', () => {
    const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n';
    const { designId } = value(library.importText({ text, fileName: 'settings.yaml', filePath: '/x/settings.yaml' }));
    expect(value(store.library.nameAndFile(designId))).toEqual({ name: 'settings' });
    expect(textOf(designId)).toContain(text);
  });

  test('of errors names each with its place, and adds nothing', () => {
    const pod = 'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n';
    const text = `${shop}---\n${pod}  - {name: c, image: nginx, resources: {requests: {cpu: many}}}\n`;
    const imported = library.importText({ text, fileName: 'shop.cluster', filePath: '/x/shop.cluster' });
    expect(imported).toMatchObject({
      ok: false, error: { kind: 'BadFile', fileName: 'shop.cluster', problems: [{ severity: 'error', document: 2 }] },
    });
    expect(library.importText({ text: '{', fileName: 'x' })).toMatchObject({ ok: false, error: { kind: 'BadFile' } });
    expect(designs()).toEqual([]);
  });
});

describe('a design of the library', () => {
  test('is renamed where it lies, its comments kept, and where it is open as an edit', () => {
    const { designId } = value(library.importText({ text: shop }));
    value(library.rename(designId, 'store'));
    expect(textOf(designId)).toBe(shop.replace('shop', 'store'));
    value(controlPlane.open(designId));
    value(library.rename(designId, 'market'));
    expect(textOf(designId)).toContain('name: market');
    controlPlane.close();
    expect(designs()).toMatchObject([{ name: 'market' }]);
  });

  test('is duplicated as it stands at that moment', () => {
    const { designId } = value(library.importText({ text: shop }));
    value(controlPlane.open(designId));
    const session = value(controlPlane.session());
    value(
      session.edit({
        changes: [{ op: 'put', manifest: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'fresh' } } }], label: { key: 'x' },
      }),
    );
    const copy = value(library.duplicate(designId));
    expect(textOf(copy.designId)).toContain('name: fresh');
    expect(TopologyText.parse(textOf(copy.designId), 'x').text?.clusterDocument.metadata.name).toBe('shop-2');
  });

  test('that is deleted while open is closed, and comes back whole', () => {
    const { designId } = value(library.importText({ text: shop }));
    value(controlPlane.open(designId));
    value(library.delete(designId));
    expect(controlPlane.session().ok).toBe(false);
    expect(value(library.list())).toMatchObject({ designs: [], deleted: [{ id: designId, deletedAt: expect.any(String) }] });
    expect(controlPlane.open(designId)).toMatchObject({ ok: false, error: { kind: 'NotFound' } });
    value(library.undelete(designId));
    expect(controlPlane.open(designId).ok).toBe(true);
  });

  test('goes back to a revision, open or not, and the window gets the list', () => {
    const { designId } = value(library.importText({ text: shop }));
    value(controlPlane.open(designId));
    value(
      value(controlPlane.session()).edit({
        changes: [{ op: 'put', manifest: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'fresh' } } }], label: { key: 'x' },
      }),
    );
    sent.length = 0;
    value(library.restoreRevision(designId, 1));
    expect(textOf(designId)).toBe(shop);
    expect(sent).toMatchObject([{ kind: 'list', designId }]);
    value(library.restoreRevision(designId, 2));
    expect(textOf(designId)).toContain('name: fresh');
    expect(library.restoreRevision(designId, 77)).toMatchObject({ ok: false, error: { kind: 'NotFound' } });
    expect(value(controlPlane.session()).id).toBe(designId);
  });
});
