import { Tooltip as RadixTooltip } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import { Kbd } from './Kbd.tsx';
import './tooltip.css';

/** Once around the app: 400 ms until the first tooltip, none of that wait while moving along. */
export function TooltipProvider({ children }: { children: ReactNode }) {
  return <RadixTooltip.Provider delayDuration={400} skipDelayDuration={600} disableHoverableContent>{children}</RadixTooltip.Provider>;
}

interface TooltipProps {
  text: ReactNode;
  /** Second line, teaches: one sentence. */
  detail?: ReactNode;
  shortcut?: string | undefined;
  side?: 'top' | 'right' | 'bottom' | 'left' | undefined;
  align?: 'start' | 'center' | 'end' | undefined;
  /** One element that takes a ref and props. */
  children: ReactElement;
}

export function Tooltip({ text, detail, shortcut, side = 'bottom', align = 'center', children }: TooltipProps) {
  return (
    <RadixTooltip.Root>
      <RadixTooltip.Trigger asChild>{children}</RadixTooltip.Trigger>
      <RadixTooltip.Portal>
        <RadixTooltip.Content className="tooltip" side={side} align={align} sideOffset={7} collisionPadding={8}>
          <span className="tooltip-line"><span>{text}</span>{shortcut !== undefined && <Kbd keys={shortcut} />}</span>
          {detail !== undefined && <span className="tooltip-detail">{detail}</span>}
        </RadixTooltip.Content>
      </RadixTooltip.Portal>
    </RadixTooltip.Root>
  );
}
