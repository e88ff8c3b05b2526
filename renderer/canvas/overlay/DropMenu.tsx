import { Ban, LogOut, Pin } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useText } from '../../i18n/use-text.ts';
import { mirror } from '../../store/cluster.ts';
import { parseRefKey } from '../../store/ref-key.ts';
import { view } from '../canvas-model.ts';
import { useDrag } from '../drag/drag-store.ts';
import { performEviction, workloadNamed } from '../drag/perform.ts';
import type { EvictChoice } from '../drag/perform.ts';
import '../../design/menu.css';

/** After a controller's pod was dragged to another machine: it cannot be moved, but there are three ways to what was meant. */
export function DropMenu() {
  const { t } = useText();
  const menu = useDrag((state) => state.menu);
  if (!menu) return null;
  const { action, at } = menu;
  const from = action.from.filter((name) => mirror.machine(name)).join(', ');
  const owner = workloadNamed(action.owner, parseRefKey(action.keys[0] ?? '')?.namespace);
  const choices: { id: EvictChoice; icon: typeof Pin; shown: boolean }[] = [
    { id: 'evict', icon: LogOut, shown: true },
    { id: 'pin', icon: Pin, shown: owner !== undefined },
    { id: 'cordon', icon: Ban, shown: from !== '' },
  ];
  const params = { owner: action.owner, to: action.to, from, count: action.keys.length };
  return (
    <DropdownMenu.Root
      open
      modal={false}
      onOpenChange={(open) => {
        if (!open) useDrag.setState({ menu: undefined });
      }}
    >
      <DropdownMenu.Trigger asChild>
        <span className="drop-menu-anchor" aria-hidden style={{ left: at.x - view.bounds.x, top: at.y - view.bounds.y }} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="start" sideOffset={6} collisionPadding={8}>
          <DropdownMenu.Label className="menu-heading">{t('canvas:evictMenu.heading', params)}</DropdownMenu.Label>
          {choices
            .filter((choice) => choice.shown)
            .map(({ id, icon: Icon }) => (
              <DropdownMenu.Item key={id} className="menu-row" onSelect={() => void performEviction(action, id)}>
                <span className="menu-icon">
                  <Icon size={15} aria-hidden />
                </span>
                <span className="menu-label">
                  {t(`canvas:evictMenu.${id}`, params)}
                  <span className="drop-menu-detail">{t(`canvas:evictMenu.${id}Detail`, params)}</span>
                </span>
              </DropdownMenu.Item>
            ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
