import { useEffect, useMemo, useState } from 'react';
import { refKey } from '../../shared/kubernetes/registry.ts';
import type { ListedObject, ObjectKindRow } from '../../shared/view/object-list.ts';
import { useText, type Text } from '../i18n/use-text.ts';
import { request } from '../ipc/client.ts';
import { section, type OutlineNode } from './outline.ts';

const refreshMs = 1_000;
/** Objects of one kind that are listed; all others are found by name in the command palette. */
const listedAtMost = 500;

/**
 * Every object of the cluster by kind, what has no place on the canvas too: EndpointSlices, Leases, Events, ReplicaSets, the system's own. Asked for while
 * it is open, a kind at a time.
 */
export function useEverything(isOpen: (id: string) => boolean): OutlineNode {
  const text = useText();
  const shown = isOpen('section/everything');
  const [kinds, setKinds] = useState<readonly ObjectKindRow[]>([]);
  const [lists, setLists] = useState<ReadonlyMap<string, readonly ListedObject[]>>(new Map());
  const open = kinds.filter((row) => isOpen(kindId(row)));
  const wanted = open.map(kindId).join();
  useEffect(() => {
    if (!shown) return undefined;
    const read = async (): Promise<void> => {
      const found = await request('objects.kinds');
      if (found.ok) setKinds(found.value);
      const next = await Promise.all(open.map(async ({ apiVersion, kind }) => {
        const answer = await request('objects.list', { apiVersion, kind, limit: listedAtMost });
        return [kindId({ apiVersion, kind }), answer.ok ? answer.value : []] as const;
      }));
      setLists(new Map(next));
    };
    void read();
    const timer = setInterval(() => void read(), refreshMs);
    return () => clearInterval(timer);
  }, [shown, wanted]);
  return useMemo(() => {
    const children = kinds.map((row) => kindNode(row, lists.get(kindId(row)), text));
    return { ...section('everything', text.t('canvas:outline.everything'), children.length > 0 ? children : [placeholder]), detail: '' };
  }, [kinds, lists, text]);
}

function kindId({ apiVersion, kind }: Pick<ObjectKindRow, 'apiVersion' | 'kind'>): string {
  return `section/kind/${apiVersion}/${kind}`;
}

/** Stands for children that are not read yet, so that the row can be opened. */
const placeholder: OutlineNode = { id: 'section/reading', kind: 'section', icon: '', label: '…', detail: '', children: [] };

function kindNode(row: ObjectKindRow, objects: readonly ListedObject[] | undefined, { t, localize }: Text): OutlineNode {
  const id = kindId(row);
  const listed = (objects ?? []).map(({ ref, fact, family }): OutlineNode => ({
    id: `all/${refKey(ref)}`, kind: 'object', key: refKey(ref), icon: ref.kind, label: ref.name, detail: [ref.namespace, fact && localize(fact)].filter(Boolean).join(' · '), children: [],
    ...(family ? { family } : {}),
  }));
  const rest = row.count - listed.length;
  const more: OutlineNode = { ...placeholder, id: `${id}/more`, label: t('canvas:outline.more', { count: rest }) };
  return {
    id, kind: 'section', icon: row.kind, label: row.kind, detail: String(row.count),
    children: objects === undefined ? [{ ...placeholder, id: `${id}/reading` }] : rest > 0 ? [...listed, more] : listed,
  };
}
