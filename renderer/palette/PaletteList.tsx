import { useState } from 'react';
import { useText, type Text } from '../i18n/use-text.ts';
import { queryTypes, typeRows } from '../machine-types/type-rows.ts';
import { useCluster } from '../store/hooks.ts';
import { paletteGroups, type PaletteItem } from './items.ts';
import { PaletteRow } from './PaletteRow.tsx';
import { PaletteTypes } from './PaletteTypes.tsx';

/** Items whose name or sentence holds every word of the filter, in either order. */
export function filterItems(items: readonly PaletteItem[], filter: string, t: Text['t']): PaletteItem[] {
  const words = filter.toLocaleLowerCase().split(/\s+/).filter((word) => word !== '');
  return items.filter((item) => {
    const text = `${t(item.title)} ${t(`shell:palette.hint.${item.id}`)}`.toLocaleLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** The item under which the catalogue of a provider with prices stands, in place of a few types. */
const withCatalogue = 'worker';

/** The groups of the palette. Variants (other containers, types of machine) are folded until their item is opened or a filter finds them. */
export function PaletteList({ rail, filter }: { rail: boolean; filter: string }) {
  const { t } = useText();
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string): void => setOpened((before) => {
    const next = new Set(before);
    if (!next.delete(id)) next.add(id);
    return next;
  });
  const [focused, setFocused] = useState<string>();
  const filtering = filter.trim() !== '';
  const provider = useCluster()?.provider;
  const aws = !rail && provider?.name === 'aws' ? provider : undefined;
  const isShown = ({ variantOf }: PaletteItem): boolean => variantOf === undefined || (!rail && !(aws && variantOf === withCatalogue) && (filtering || opened.has(variantOf)));
  const hasTypes = aws !== undefined && filtering && queryTypes(typeRows(aws), { text: filter, family: '', arch: '', sort: 'name' }).length > 0;
  const groups = paletteGroups.map((group) => ({ id: group.id, items: filterItems(group.items, filter, t).filter(isShown) })).filter(({ id, items }) => items.length > 0 || (hasTypes && id === 'machines'));
  // One Tab stop for the whole list; arrows move within it.
  const shown = groups.flatMap((group) => group.items.map((item) => item.id));
  const tabStop = focused !== undefined && shown.includes(focused) ? focused : shown[0];
  if (groups.length === 0) return <p className="palette-none">{t('shell:palette.none')}</p>;
  return groups.map((group) => (
    <section key={group.id} className="palette-group" aria-labelledby={`palette-${group.id}`}>
      <h2 id={`palette-${group.id}`} className={rail ? 'visually-hidden' : 'palette-group-title'}>{t(`shell:palette.group.${group.id}`)}</h2>
      <ul>
        {aws && filtering && group.id === 'machines' && <PaletteTypes spec={aws} text={filter} />}
        {group.items.map((item) => {
          const hasVariants = !rail && !filtering && paletteGroups.some((other) => other.items.some((variant) => variant.variantOf === item.id));
          const row = <PaletteRow key={item.id} item={item} rail={rail} isTabStop={item.id === tabStop} onFocus={() => setFocused(item.id)} {...(hasVariants ? { isOpen: opened.has(item.id), onToggle: () => toggle(item.id) } : {})} />;
          return aws && !filtering && item.id === withCatalogue && opened.has(item.id) ? [row, <PaletteTypes key="types" spec={aws} />] : row;
        })}
      </ul>
    </section>
  ));
}
