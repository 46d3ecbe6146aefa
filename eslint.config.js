import jsxA11y from 'eslint-plugin-jsx-a11y';
import noUnsanitized from 'eslint-plugin-no-unsanitized';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { latchkey } from './build/eslint/plugin.mjs';

const markupFromText = [
  {
    selector:
      'JSXAttribute[name.name="dangerouslySetInnerHTML"], Property[key.name="dangerouslySetInnerHTML"]',
    message: 'Text from outside never becomes markup (R-07).',
  },
  {
    selector: 'AssignmentExpression > MemberExpression.left[property.name=/^(inner|outer)HTML$/]',
    message: 'Text from outside never becomes markup (R-07).',
  },
];
const weakTls = {
  selector:
    'Property[key.name="rejectUnauthorized"]:not([value.value=true]), Property[key.value="NODE_TLS_REJECT_UNAUTHORIZED"]',
  message: 'Certificates are always checked (R-21).',
};
const enums = {
  selector: 'TSEnumDeclaration, TSModuleDeclaration[kind="namespace"]',
  message: 'Use a union of literals.',
};

export default defineConfig(
  { ignores: ['node_modules', '.vite', '.cache', '.tsc', 'out', 'test/vectors'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,tsx,mts,js,mjs}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { latchkey, 'no-unsanitized': noUnsanitized },
    rules: {
      curly: ['error', 'multi-line'],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-restricted-exports': [
        'error',
        {
          restrictDefaultExports: {
            direct: true,
            named: true,
            defaultFrom: true,
            namedFrom: true,
            namespaceFrom: true,
          },
        },
      ],
      'no-restricted-syntax': ['error', enums, ...markupFromText],
      'no-unsanitized/method': 'error',
      'no-unsanitized/property': 'error',
      'no-eval': 'error',
      'no-new-func': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
      'latchkey/import-direction': 'error',
      'latchkey/single-place': 'error',
      'latchkey/explained-disable': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' },
      ],
      // An asynchronous contract may have an implementation that need not wait.
      '@typescript-eslint/require-await': 'off',
      // Ports and use cases are records of closures, whatever syntax declares them.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
      ],
    },
  },
  {
    files: ['shared/**', 'electron/**', 'renderer/**'],
    // The adapters of main, and those of the window with the file that puts it together.
    ignores: ['electron/adapters/**', 'renderer/state/timers.ts', 'renderer/main.tsx'],
    rules: { 'latchkey/no-ambient': 'error' },
  },
  {
    files: ['electron/**'],
    rules: { 'no-restricted-syntax': ['error', enums, weakTls, ...markupFromText] },
  },
  {
    files: ['renderer/**/*.{ts,tsx}', 'test/**/*.tsx'],
    extends: [reactHooks.configs.flat['recommended-latest'], jsxA11y.flatConfigs.strict],
  },
  {
    files: ['test/**'],
    rules: {
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['*.config.{ts,js}', 'build/vite/*.ts', 'build/eslint/*.d.ts'],
    rules: { 'no-restricted-exports': 'off' },
  },
  {
    // Scripts and lint rules are JavaScript whose types come from comments: the parsed JSON and ESLint's nodes are `any`.
    files: ['build/**/*.mjs', '*.js'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
);
