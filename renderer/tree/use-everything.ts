import { useEffect, useMemo, useState } from 'react';
import { refKey } from '../../shared/kubernetes/registry.ts';
import type { ListedObject, ObjectKindRow } from '../../shared/view/object-list.ts';
import { useText, type Text } from '../i18n/use-text.ts';
import { request } from '../ipc/client.ts';
import { useFollowed } from '../store/use-followed.ts';
import { section, type OutlineNode } from './outline.ts';

const intervalMs = 1_000;
/** Objects of one kind that are listed; all others are found by name in the command palette. */
const listedAtMost = 500;

interface Everything {
  kinds: readonly ObjectKindRow[];
  /** Objects of the kinds that are open, by `kindId`. */
  listed: readonly (readonly [string, readonly ListedObject[]])[];
}

const nothing: { kinds: readonly ObjectKindRow[]; lists: ReadonlyMap<string, readonly ListedObject[]> } = { kinds: [], lists: new Map() };

/**
 * Every object of the cluster by kind, what has no place on the canvas too: EndpointSlices, Leases, Events, ReplicaSets, the system's own. Asked for while
 * it is open, a kind at a time.
 */
export function useEverything(isOpen: (id: string) => boolean): OutlineNode {
  const text = useText();
  const shown = isOpen('section/everything');
  // What was known stays while a kind more or less is asked for.
  const [{ kinds, lists }, setEverything] = useState(nothing);
  const open = kinds.filter((row) => isOpen(kindId(row)));
  const ask = async (): Promise<Everything> => {
    const found = await request('objects.kinds');
    const listed = await Promise.all(open.map(async ({ apiVersion, kind }) => {
      const answer = await request('objects.list', { apiVersion, kind, limit: listedAtMost });
      return [kindId({ apiVersion, kind }), answer.ok ? answer.value : []] as const;
    }));
    return { kinds: found.ok ? found.value : kinds, listed };
  };
  const known = useFollowed(shown ? `everything ${open.map(kindId).join()}` : undefined, ask, { intervalMs });
  useEffect(() => {
    if (known) setEverything({ kinds: known.kinds, lists: new Map(known.listed) });
  }, [known]);
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
