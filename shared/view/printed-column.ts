/** A cell of `kubectl get`: the column's name and what stands in it, '' for nothing. */
export interface PrintedColumn {
  name: string;
  text: string;
}
