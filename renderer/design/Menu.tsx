import { Check, ChevronRight } from 'lucide-react';
import { ContextMenu as RadixContext, DropdownMenu as RadixMenu } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import { Kbd } from './Kbd.tsx';
import './menu.css';

/** One row of a menu. `items` makes it a submenu; `separator` a line. */
export type MenuEntry =
  | { kind: 'item'; id: string; label: string; icon?: ReactNode; shortcut?: string | undefined; disabled?: boolean | undefined;
      checked?: boolean | undefined; onSelect: () => void }
  | { kind: 'submenu'; id: string; label: string; icon?: ReactNode; entries: MenuEntry[] }
  | { kind: 'label'; id: string; label: string }
  | { kind: 'separator'; id: string };

type Parts = typeof RadixMenu | typeof RadixContext;

function Row({ entry }: { entry: Extract<MenuEntry, { kind: 'item' | 'submenu' }> }) {
  return (
    <>
      <span className="menu-icon">{entry.icon}</span>
      <span className="menu-label">{entry.label}</span>
      {entry.kind === 'item' && entry.checked === true && <Check size={14} aria-hidden />}
      {entry.kind === 'item' && entry.shortcut !== undefined && <Kbd keys={entry.shortcut} />}
      {entry.kind === 'submenu' && <ChevronRight size={14} aria-hidden />}
    </>
  );
}

function Entries({ entries, parts }: { entries: readonly MenuEntry[]; parts: Parts }) {
  const P = parts as typeof RadixMenu;
  return entries.map((entry) => {
    switch (entry.kind) {
      case 'separator': return <P.Separator key={entry.id} className="menu-separator" />;
      case 'label': return <P.Label key={entry.id} className="menu-heading">{entry.label}</P.Label>;
      case 'submenu': return (
        <P.Sub key={entry.id}>
          <P.SubTrigger className="menu-row"><Row entry={entry} /></P.SubTrigger>
          <P.Portal><P.SubContent className="menu" sideOffset={4} collisionPadding={8}><Entries entries={entry.entries} parts={parts} /></P.SubContent></P.Portal>
        </P.Sub>
      );
      case 'item': {
        const common = { className: 'menu-row', disabled: entry.disabled === true, onSelect: entry.onSelect };
        return entry.checked === undefined
          ? <P.Item key={entry.id} {...common}><Row entry={entry} /></P.Item>
          : <P.CheckboxItem key={entry.id} {...common} checked={entry.checked}><Row entry={entry} /></P.CheckboxItem>;
      }
    }
  });
}

interface MenuProps {
  entries: readonly MenuEntry[];
  /** The button that opens it: one element that takes a ref and props. */
  children: ReactElement;
  align?: 'start' | 'center' | 'end' | undefined;
  side?: 'top' | 'right' | 'bottom' | 'left' | undefined;
}

/** A menu that drops from a button. */
export function Menu({ entries, children, align = 'start', side = 'bottom' }: MenuProps) {
  return (
    <RadixMenu.Root modal={false}>
      <RadixMenu.Trigger asChild>{children}</RadixMenu.Trigger>
      <RadixMenu.Portal>
        <RadixMenu.Content className="menu" align={align} side={side} sideOffset={5} collisionPadding={8}><Entries entries={entries} parts={RadixMenu} /></RadixMenu.Content>
      </RadixMenu.Portal>
    </RadixMenu.Root>
  );
}

/** A menu at the pointer (right button or context-menu key) over `children`. `entries` is called when it opens. */
export function ContextMenu({ entries, children, onOpenChange }: {
  entries: readonly MenuEntry[]; children: ReactElement; onOpenChange?: ((open: boolean) => void) | undefined;
}) {
  return (
    <RadixContext.Root modal={false} {...(onOpenChange === undefined ? {} : { onOpenChange })}>
      <RadixContext.Trigger asChild>{children}</RadixContext.Trigger>
      <RadixContext.Portal>
        <RadixContext.Content className="menu" collisionPadding={8}><Entries entries={entries} parts={RadixContext} /></RadixContext.Content>
      </RadixContext.Portal>
    </RadixContext.Root>
  );
}
