import { X } from 'lucide-react';
import { Dialog as RadixDialog } from 'radix-ui';
import { useRef, type ReactNode } from 'react';
import { useText } from '../i18n/use-text.ts';
import { IconButton } from './IconButton.tsx';
import './dialog.css';

interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  /** One sentence under the title; also the spoken description. */
  description?: string | undefined;
  children?: ReactNode;
  /** Buttons at the foot, the likeliest last. */
  footer?: ReactNode;
  width?: number | undefined;
  /** The body holds text only and may scroll: it takes the focus, so that keys scroll it. */
  textOnly?: boolean | undefined;
}

export function Dialog({ open, onClose, title, description, children, footer, width = 460, textOnly = false }: DialogProps) {
  const { t } = useText();
  const content = useRef<HTMLDivElement>(null);
  /** A field that asked for the focus has it by now; otherwise the dialog itself takes it, not its close button. */
  const focusContent = (event: Event): void => {
    event.preventDefault();
    if (content.current?.contains(document.activeElement) === false) content.current.focus();
  };
  return (
    <RadixDialog.Root open={open} onOpenChange={(next) => { if (!next) onClose(); }}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="dialog-scrim" />
        <RadixDialog.Content ref={content} className="dialog" style={{ width }} onOpenAutoFocus={focusContent} {...(description === undefined ? { 'aria-describedby': undefined } : {})}>
          <header className="dialog-head">
            <RadixDialog.Title className="dialog-title">{title}</RadixDialog.Title>
            <RadixDialog.Close asChild><IconButton label={t('shell:close')} icon={<X size={16} />} /></RadixDialog.Close>
          </header>
          {description !== undefined && <RadixDialog.Description className="dialog-description">{description}</RadixDialog.Description>}
          {children !== undefined && <div className="dialog-body" {...(textOnly ? { tabIndex: 0, role: 'group', 'aria-label': title } : {})}>{children}</div>}
          {footer !== undefined && <footer className="dialog-foot">{footer}</footer>}
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}
