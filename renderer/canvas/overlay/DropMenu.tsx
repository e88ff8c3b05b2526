import { Ban, Cable, Info, LogOut, PhoneCall, Pin, Server, ShieldBan, ShieldCheck, Trash2, type LucideIcon } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useText } from '../../i18n/use-text.ts';
import { view } from '../canvas-model.ts';
import { useDrag, type DropChoiceId } from '../drag/drag-store.ts';
import { Emphasised } from './Emphasised.tsx';
import '../../design/menu.css';

const icons: Readonly<Record<DropChoiceId, LucideIcon>> = {
  evict: LogOut, pin: Pin, cordon: Ban, allow: ShieldCheck, deny: ShieldBan, calls: PhoneCall, connect: Cable, remove: Trash2, show: Info, type: Server,
};

/** After a drop that can mean several things, and about an edge: what there is to choose, each with what it writes. */
export function DropMenu() {
  const { localize } = useText();
  const menu = useDrag((state) => state.menu);
  if (!menu) return null;
  const { at, heading, choices } = menu;
  const close = (): void => useDrag.setState({ menu: undefined });
  const removal = choices.find((choice) => choice.isRemoval && !choice.isRefused);
  return (
    <DropdownMenu.Root open modal={false} onOpenChange={(open) => { if (!open) close(); }}>
      <DropdownMenu.Trigger asChild>
        <span className="drop-menu-anchor" aria-hidden style={{ left: at.x - view.bounds.x, top: at.y - view.bounds.y }} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="start" sideOffset={6} collisionPadding={8}
          onKeyDown={(event) => {
            if (!removal || (event.key !== 'Delete' && event.key !== 'Backspace')) return;
            event.preventDefault();
            event.stopPropagation();
            close();
            void removal.choose();
          }}>
          <DropdownMenu.Label className="menu-heading">{localize(heading)}</DropdownMenu.Label>
          {choices.map(({ id, label, detail, isRefused, choose }) => {
            const Icon = icons[id];
            return (
              <DropdownMenu.Item key={`${id} ${label.key}`} className="menu-row" disabled={isRefused === true} onSelect={() => void choose()}>
                <span className="menu-icon"><Icon size={15} aria-hidden /></span>
                <span className="menu-label">
                  {localize(label)}
                  <span className="drop-menu-detail"><Emphasised text={localize(detail)} /></span>
                </span>
              </DropdownMenu.Item>
            );
          })}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
