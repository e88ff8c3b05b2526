import { useText } from '../../i18n/use-text.ts';

const entries = ['ready', 'working', 'attention', 'bad', 'leaving', 'waiting', 'done', 'unknown'] as const;
const shapes: Readonly<Record<string, string>> = { leaving: 'triangle', waiting: 'dashed', unknown: 'hollow' };

/** What the cells of the far view mean. */
export function Legend() {
  const { t } = useText();
  return (
    <ul className="legend" data-canvas-control aria-label={t('canvas:legend.label')}>
      {entries.map((family) => (
        <li key={family} data-family={family}>
          <span className="legend-cell" data-shape={shapes[family] ?? 'solid'} data-ready={family === 'ready' || undefined} />
          {t(`canvas:legend.${family}`)}
        </li>
      ))}
    </ul>
  );
}
