import { contextBridge, ipcRenderer } from 'electron';

contextBridge.exposeInMainWorld('clusterwright', {
  describeControlPlane: () => ipcRenderer.invoke('control-plane:describe'),
});
