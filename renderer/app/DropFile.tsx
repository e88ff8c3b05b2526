import { FileUp } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useText } from '../i18n/use-text.ts';
import { pathOf } from '../ipc/client.ts';
import { useUi } from '../store/ui.ts';
import { addText, openFile, openText } from './session.ts';
import './drop-file.css';

const maximumBytes = 100 * 2 ** 20;

/** A `.cluster` file opens as a design; in the editor any other file's objects are added to the open design, in the library they become a new one. */
async function take(file: File): Promise<void> {
  const { screen } = useUi.getState();
  if (screen === 'editor' && !file.name.endsWith('.cluster') && file.size <= maximumBytes) {
    await addText(await file.text());
    return;
  }
  const path = pathOf(file);
  if (path !== '') await openFile(path);
  else await openText(await file.text(), file.name);
}

/** Takes files that are dropped anywhere on the window, and says so while they hover. */
export function DropFile() {
  const { t } = useText();
  const [hovering, setHovering] = useState(false);
  const screen = useUi((state) => state.screen);
  useEffect(() => {
    let depth = 0;
    const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
    const enter = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      depth += 1;
      setHovering(true);
    };
    const leave = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setHovering(false);
    };
    const over = (event: DragEvent): void => event.preventDefault();
    const drop = (event: DragEvent): void => {
      event.preventDefault();
      depth = 0;
      setHovering(false);
      const file = event.dataTransfer?.files[0];
      if (file) void take(file);
    };
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragleave', leave);
    window.addEventListener('dragover', over);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('dragover', over);
      window.removeEventListener('drop', drop);
    };
  }, []);
  if (!hovering) return null;
  return (
    <div className="drop-file">
      <div className="drop-file-box">
        <FileUp size={22} strokeWidth={1.6} aria-hidden />
        <strong>{t('shell:drop.title')}</strong>
        <span>{t(screen === 'editor' ? 'shell:drop.editor' : 'shell:drop.library')}</span>
      </div>
    </div>
  );
}
