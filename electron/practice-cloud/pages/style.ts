/** The style sheet of all practice pages: system fonts, both colour schemes, visible focus, no motion. */
export const styleSheet = `:root {
  color-scheme: light dark;
  --page: #f4f5f7; --card: #ffffff; --text: #16191f; --quiet: #4b5563; --line: #8a93a0;
  --accent: #0b5cad; --on-accent: #ffffff; --notice: #fff4d6; --on-notice: #4a3500; --bad: #a4161a;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #12151a; --card: #1c2128; --text: #eceff4; --quiet: #b4bcc8; --line: #7d8794;
    --accent: #7db8ff; --on-accent: #06213f; --notice: #3a2f10; --on-notice: #ffe9b0; --bad: #ff9a9a;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; padding: 2rem 1rem; background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
}
main { max-width: 32rem; margin: 0 auto; padding: 2rem; background: var(--card); border: 1px solid var(--line); border-radius: 0.75rem; }
main.wide { max-width: 56rem; }
.brand { margin: 0 auto 1rem; max-width: 32rem; font-weight: 600; color: var(--quiet); }
.wide-brand { max-width: 56rem; }
h1 { margin: 0 0 0.75rem; font-size: 1.5rem; line-height: 1.25; overflow-wrap: anywhere; }
h2 { margin: 2rem 0 0.5rem; font-size: 1.125rem; line-height: 1.3; }
p, ul, dl { margin: 0 0 1rem; }
strong, td, dd { overflow-wrap: anywhere; }
dt { color: var(--quiet); font-size: 0.875rem; }
dd { margin: 0 0 0.75rem; }
.people { display: grid; gap: 0.5rem; padding: 0; list-style: none; }
button.person {
  display: grid; gap: 0.125rem; width: 100%; padding: 0.75rem 1rem; text-align: left; font-weight: 400;
  border-color: var(--line); color: var(--text);
}
button.person:hover { border-color: var(--accent); }
.who { font-weight: 600; }
a.role { display: inline-block; margin: 0 0.75rem 0 0; padding: 0.125rem 0; }
fieldset { margin: 0 0 1rem; padding: 0.5rem 1rem 1rem; border: 1px solid var(--line); border-radius: 0.5rem; }
legend { padding: 0 0.25rem; font-weight: 600; }
.choices { columns: 14rem; }
label.choice { display: flex; gap: 0.5rem; align-items: center; min-height: 2rem; font-weight: 400; overflow-wrap: anywhere; }
.notice { margin: 1.5rem 0 0; padding: 0.75rem 1rem; border-radius: 0.5rem; background: var(--notice); color: var(--on-notice); }
.quiet { color: var(--quiet); }
.bad { color: var(--bad); font-weight: 600; }
.code { font: 700 2rem/1.2 ui-monospace, "Liberation Mono", monospace; letter-spacing: 0.08em; text-align: center; }
label { display: block; font-weight: 600; }
input[type="text"] {
  display: block; width: 100%; margin: 0.25rem 0; padding: 0.6rem 0.75rem; font: inherit;
  color: var(--text); background: var(--card); border: 1px solid var(--line); border-radius: 0.5rem;
}
button {
  min-height: 2.75rem; padding: 0.5rem 1.5rem; font: inherit; font-weight: 600; border-radius: 0.5rem; cursor: pointer;
  border: 1px solid var(--accent); background: var(--card); color: var(--accent);
}
button.primary { background: var(--accent); color: var(--on-accent); }
.actions { display: flex; flex-wrap: wrap; gap: 0.75rem; margin: 1.5rem 0; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
td.id { white-space: nowrap; overflow-wrap: normal; font-variant-numeric: tabular-nums; }
table { width: 100%; border-collapse: collapse; margin: 0 0 1rem; }
th, td { padding: 0.4rem 0.75rem 0.4rem 0; text-align: left; border-bottom: 1px solid var(--line); }
`;
