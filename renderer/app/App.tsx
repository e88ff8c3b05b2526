import { useEffect } from 'react';
import { TooltipProvider } from '../design/Tooltip.tsx';
import { Library } from '../library/Library.tsx';
import { useUi } from '../store/ui.ts';
import { Dialogs } from './Dialogs.tsx';
import { DropFile } from './DropFile.tsx';
import { Editor } from './Editor.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { listenToKeys } from './keys.ts';
import { ProcessBand } from './ProcessBand.tsx';
import { Toasts } from './Toasts.tsx';

/** The window: library or editor, and what may stand above either. */
export function App() {
  const screen = useUi((state) => state.screen);
  useEffect(() => listenToKeys(), []);
  return (
    <TooltipProvider>
      <ErrorBoundary>{screen === 'library' ? <Library /> : <Editor />}</ErrorBoundary>
      {screen === 'library' && <ProcessBand />}
      <DropFile />
      <Dialogs />
      <Toasts />
    </TooltipProvider>
  );
}
