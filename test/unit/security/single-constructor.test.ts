import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import ts from 'typescript';

const root = new URL('../../../', import.meta.url).pathname;

function sources(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

const files = [...sources('electron'), ...sources('shared'), ...sources('renderer')].map((path) => ({
  path: path.slice(root.length),
  tree: ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true),
}));

/** Where a kind of node occurs, once per occurrence. */
function places(matches: (node: ts.Node) => boolean): readonly string[] {
  return files.flatMap(({ path, tree }) => {
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      if (matches(node)) {
        found.push(path);
      }
      ts.forEachChild(node, visit);
    };
    visit(tree);
    return found;
  });
}

const isMember = (node: ts.Node, name: string): boolean =>
  ts.isPropertyAccessExpression(node) && node.name.text === name;

describe('dangerous things have one place', () => {
  it('windows are made in one (R-01)', () => {
    const constructors = places(
      (node) =>
        ts.isNewExpression(node) &&
        /^(BrowserWindow|BaseWindow|BrowserView|WebContentsView)$/.test(node.expression.getText()),
    );
    expect(constructors).toEqual(['electron/app/window-factory.ts']);
  });

  it('something outside is opened in one (R-44)', () => {
    expect(places((node) => ts.isCallExpression(node) && isMember(node.expression, 'openExternal'))).toEqual([
      'electron/adapters/browser.ts',
    ]);
  });

  it('nothing else of the shell is opened, and no URL scheme is claimed (R-13)', () => {
    expect(
      places((node) =>
        ['openPath', 'showItemInFolder', 'setAsDefaultProtocolClient', 'crashReporter'].some((name) =>
          isMember(node, name),
        ),
      ),
    ).toEqual([]);
  });

  it('the primary selection is never touched (R-25)', () => {
    expect(places((node) => isMember(node, 'selection') && /clipboard/i.test(node.getText()))).toEqual([]);
  });
});
