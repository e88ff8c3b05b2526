import type { ObjectRef } from '../../shared/kubernetes/registry.ts';
import { KindIcon } from '../design/KindIcon.tsx';
import { IconButton } from '../design/IconButton.tsx';
import { X } from 'lucide-react';
import { useText } from '../i18n/use-text.ts';
import { useClock } from '../store/hooks.ts';
import { parseRefKey } from '../store/ref-key.ts';
import { ui } from '../store/ui.ts';
import { CommandButtons } from './CommandButtons.tsx';
import { selectionKeyOf } from './go-to.ts';
import { InspectorHeader } from './InspectorHeader.tsx';
import { ObjectLink } from './parts/Facts.tsx';
import { Section } from './parts/Section.tsx';
import './multi-selection.css';

const mostListed = 200;

/** Several objects: how many of each kind, which, and what can be done with all of them at once. */
export function MultiSelection({ keys }: { keys: readonly string[] }) {
  const { t } = useText();
  // Commands ask about machines, whose state moves with the clock.
  useClock();
  const refs = keys.map(parseRefKey).filter((ref): ref is ObjectRef => ref !== undefined);
  const byKind = new Map<string, ObjectRef[]>();
  for (const ref of refs) byKind.set(ref.kind, [...(byKind.get(ref.kind) ?? []), ref]);
  const summary = [...byKind].map(([kind, of]) => `${of.length} ${kind}`).join(', ');
  return (
    <section className="inspector" aria-label={t('inspector:multi.title', { count: refs.length })}>
      <InspectorHeader icon="Cluster" name={t('inspector:multi.title', { count: refs.length })} subtitle={summary} />
      <div className="inspector-body inspector-scroll inspector-cluster" role="region" aria-label={t('inspector:tab.overview')} tabIndex={0}>
        {[...byKind].map(([kind, of]) => (
          <Section key={kind} title={kind} aside={of.length}>
            <ul className="selected">
              {of.slice(0, mostListed).map((ref) => (
                <li key={selectionKeyOf(ref)} className="selected-row">
                  <KindIcon kind={ref.kind} size={14} />
                  <span className="truncate selected-name">
                    <ObjectLink to={ref} />
                  </span>
                  <IconButton
                    label={t('inspector:multi.leaveOut', { name: ref.name })}
                    icon={<X size={13} />}
                    side="left"
                    onClick={() => ui.toggleSelected(selectionKeyOf(ref))}
                  />
                </li>
              ))}
              {of.length > mostListed && (
                <li className="inspector-quiet">{t('inspector:multi.more', { count: of.length - mostListed })}</li>
              )}
            </ul>
          </Section>
        ))}
      </div>
      <footer className="inspector-footer">
        <div className="inspector-actions">
          <CommandButtons ids={['powerOn', 'powerOff', 'cordon', 'uncordon', 'restart', 'duplicate', 'delete']} />
        </div>
      </footer>
    </section>
  );
}
