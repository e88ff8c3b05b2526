import { assertNever } from '../../shared/assert.ts';
import { ForceNewClusterDialog } from '../control-plane/ForceNewClusterDialog.tsx';
import { FidelityDialog } from '../fidelity/FidelityDialog.tsx';
import { ProxyRulesDialog } from '../proxy/ProxyRulesDialog.tsx';
import { ui, useUi } from '../store/ui.ts';
import { AboutDialog } from './AboutDialog.tsx';
import { CommandPalette } from './CommandPalette.tsx';
import { FileProblemsDialog } from './FileProblemsDialog.tsx';
import { RenameDesignDialog } from './RenameDesignDialog.tsx';
import { RevisionsDialog } from './RevisionsDialog.tsx';
import { ScaleDialog } from './ScaleDialog.tsx';
import { SettingsDialog } from './SettingsDialog.tsx';
import { ShortcutSheet } from './ShortcutSheet.tsx';
import { WrittenDialog } from './WrittenDialog.tsx';
import { CompareDialog } from '../compare/CompareDialog.tsx';
import { EditFault } from '../failures/EditFault.tsx';
import { ExportDialog } from '../export/ExportDialog.tsx';

/** The one dialog that is open, if any. */
export function Dialogs() {
  const dialog = useUi((state) => state.dialog);
  if (dialog === undefined) return null;
  const onClose = (): void => ui.closeDialog();
  switch (dialog.kind) {
    case 'commandPalette': return <CommandPalette initialQuery={dialog.query ?? ''} onClose={onClose} />;
    case 'shortcuts': return <ShortcutSheet onClose={onClose} />;
    case 'settings': return <SettingsDialog onClose={onClose} />;
    case 'fidelity': return <FidelityDialog onClose={onClose} />;
    case 'about': return <AboutDialog onClose={onClose} />;
    case 'scale': return <ScaleDialog workload={dialog.key} onClose={onClose} />;
    case 'proxyRules': return <ProxyRulesDialog machine={dialog.machine} initialFilter={dialog.filter ?? ''} onClose={onClose} />;
    case 'forceNewCluster': return <ForceNewClusterDialog machine={dialog.machine} onClose={onClose} />;
    case 'renameDesign': return <RenameDesignDialog onClose={onClose} />;
    case 'revisions': return <RevisionsDialog onClose={onClose} />;
    case 'problemsInFile': return <FileProblemsDialog fileName={dialog.fileName} error={dialog.error} onClose={onClose} />;
    case 'export': return <ExportDialog onClose={onClose} />;
    case 'compare': return <CompareDialog onClose={onClose} />;
    case 'failure': return <EditFault index={dialog.index} draft={dialog.draft} onClose={onClose} />;
    case 'written': return <WrittenDialog result={dialog.result} onClose={onClose} />;
    default: return assertNever(dialog);
  }
}
