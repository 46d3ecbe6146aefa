/** The project's own lint rules: what makes the structure of design.md §1 and style.md §7 law. */
import { relative, sep } from 'node:path';
import { projectRoot } from '../scripts/lib/paths.mjs';
import { importProblem } from './layers.mjs';
import { electronNames, isPlace, packagePlaces } from './single-places.mjs';

/**
 * @typedef {import('eslint').Rule.RuleModule} RuleModule
 * @typedef {import('eslint').Rule.RuleContext} RuleContext
 * @typedef {import('eslint').Rule.Node} RuleNode
 * @typedef {import('eslint').Scope.Reference} Reference
 */

/** @param {RuleContext} context */
const pathOf = (context) => relative(projectRoot, context.filename).split(sep).join('/');

/**
 * Calls `visit` with every module specifier of a file: static, dynamic, re-exported, type-only and required.
 * @param {(node: RuleNode, specifier: string, isTypeOnly: boolean) => void} visit
 * @returns {import('eslint').Rule.RuleListener}
 */
function onSpecifiers(visit) {
  /** @param {any} node */
  const fromSource = (node) => {
    if (typeof node.source?.value !== 'string') return;
    visit(node, node.source.value, node.importKind === 'type' || node.exportKind === 'type');
  };
  return {
    ImportDeclaration: fromSource,
    ExportNamedDeclaration: fromSource,
    ExportAllDeclaration: fromSource,
    ImportExpression: fromSource,
    /** @param {any} node */
    TSImportType: (node) => {
      if (typeof node.source?.value === 'string') visit(node, node.source.value, true);
    },
    /** @param {any} node */
    'CallExpression[callee.name="require"][arguments.0.type="Literal"]': (node) => {
      visit(node, String(node.arguments[0].value), false);
    },
  };
}

/** @type {RuleModule} */
const importDirection = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    return onSpecifiers((node, specifier) => {
      const problem = importProblem(pathOf(context), specifier, projectRoot);
      if (problem !== undefined) context.report({ node, message: problem });
    });
  },
};

/** @type {RuleModule} */
const singlePlace = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const file = pathOf(context);
    return onSpecifiers((node, specifier, isTypeOnly) => {
      if (isTypeOnly) return;
      const places = packagePlaces[specifier];
      if (places !== undefined && !isPlace(file, places)) {
        context.report({ node, message: `${specifier} is used in ${places.join(', ')} only` });
      }
      if (specifier !== 'electron' && !specifier.startsWith('electron/')) return;
      const parts = /** @type {readonly any[]} */ (
        /** @type {any} */ (node).specifiers ?? [{ type: 'everything' }]
      );
      for (const part of parts) {
        if (part.importKind === 'type' || part.exportKind === 'type') continue;
        const name = part.imported?.name ?? part.local?.name;
        const named = part.type === 'ImportSpecifier' || part.type === 'ExportSpecifier';
        const allowed = named ? electronNames[name] : [];
        if (!named) {
          context.report({
            node,
            message: 'import the parts of electron by name, so that each can be checked',
          });
        } else if (allowed !== undefined && !isPlace(file, allowed)) {
          const where = allowed.length === 0 ? 'nowhere' : `in ${allowed.join(', ')} only`;
          context.report({ node, message: `${String(name)} of electron is used ${where}` });
        }
      }
    });
  },
};

/** Globals that bring time, randomness, network, environment or output; `true`: every use, else these members. */
const ambient = /** @type {Readonly<Record<string, true | readonly string[]>>} */ ({
  setTimeout: true,
  setInterval: true,
  setImmediate: true,
  clearTimeout: true,
  clearInterval: true,
  requestIdleCallback: true,
  fetch: true,
  XMLHttpRequest: true,
  WebSocket: true,
  EventSource: true,
  console: true,
  crypto: true,
  performance: true,
  localStorage: true,
  sessionStorage: true,
  indexedDB: true,
  Math: ['random'],
  Date: ['now'],
  process: ['env', 'hrtime', 'uptime', 'stdout', 'stderr', 'stdin'],
  AbortSignal: ['timeout'],
});

/** Modules that bring the same things under another name. */
const ambientModules = ['node:timers', 'node:timers/promises', 'node:process', 'node:perf_hooks'];

/** @param {any} node the identifier @returns {string | undefined} the member that is read from it */
function memberOf(node) {
  const { parent } = node;
  if (parent?.type !== 'MemberExpression' || parent.object !== node) return undefined;
  if (!parent.computed) return parent.property.name;
  return parent.property.type === 'Literal' ? String(parent.property.value) : '*';
}

/** @param {any} node the identifier `Date` */
function readsClock(node) {
  const { parent } = node;
  if (parent?.callee !== node) return false;
  return (
    parent.type === 'CallExpression' || (parent.type === 'NewExpression' && parent.arguments.length === 0)
  );
}

/** @type {RuleModule} */
const noAmbient = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    /** @param {any} node @param {string} what */
    const report = (node, what) => {
      context.report({ node, message: `${what} is ambient: take it through a port, as an argument` });
    };
    /** @param {Reference} reference */
    const check = (reference) => {
      const node = /** @type {any} */ (reference.identifier);
      if ((node.parent?.type ?? '').startsWith('TS')) return;
      if (node.name === 'globalThis' || node.name === 'window') {
        const member = memberOf(node);
        if (member !== undefined && (member === '*' || ambient[member] !== undefined)) {
          report(node, `${node.name}.${member}`);
        }
        return;
      }
      if (node.name === 'Date' && readsClock(node)) report(node, 'the present moment');
      const rule = ambient[node.name];
      if (rule === true) report(node, node.name);
      else if (rule !== undefined) {
        const member = memberOf(node);
        if (member !== undefined && (member === '*' || rule.includes(member))) {
          report(node, `${node.name}.${member}`);
        }
      }
    };
    return {
      ...onSpecifiers((node, specifier, isTypeOnly) => {
        if (!isTypeOnly && ambientModules.includes(specifier)) report(node, specifier);
      }),
      'Program:exit'(node) {
        const scope = context.sourceCode.getScope(node);
        scope.through.forEach(check);
        for (const variable of scope.variables) {
          if (variable.defs.length === 0) variable.references.forEach(check);
        }
      },
    };
  },
};

/** @type {RuleModule} */
const explainedDisable = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          if (!/^\s*eslint-disable/.test(comment.value) || /--\s*\S{3,}/.test(comment.value)) continue;
          context.report({ loc: comment.loc ?? { line: 1, column: 0 }, message: 'say why after `--`' });
        }
      },
    };
  },
};

export const latchkey = {
  meta: { name: 'latchkey' },
  rules: {
    'import-direction': importDirection,
    'single-place': singlePlace,
    'no-ambient': noAmbient,
    'explained-disable': explainedDisable,
  },
};
