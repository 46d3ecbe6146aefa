/**
 * What jsdom lacks and the window uses: modal dialogs, popovers with their buttons, sizes, scrolling. Only as much as
 * behaviour needs; how it looks and stacks is checked in Chromium.
 */
const openPopovers = new Set<HTMLElement>();

function toggle(element: HTMLElement, newState: 'open' | 'closed'): void {
  const event = new Event('toggle');
  Object.assign(event, { newState, oldState: newState === 'open' ? 'closed' : 'open' });
  element.dispatchEvent(event);
}

function show(this: HTMLElement): void {
  if (!openPopovers.has(this)) {
    openPopovers.add(this);
    // The style sheet of the platform hides a popover that is not in its top layer.
    this.style.display = 'block';
    toggle(this, 'open');
  }
}

function hide(this: HTMLElement): void {
  if (openPopovers.delete(this)) {
    this.style.display = '';
    toggle(this, 'closed');
  }
}

Object.assign(HTMLElement.prototype, { showPopover: show, hidePopover: hide });
document.addEventListener('click', (event) => {
  const button = (event.target as Element).closest('[popovertarget]');
  const popover = button && document.getElementById(button.getAttribute('popovertarget') ?? '');
  if (popover instanceof HTMLElement) {
    if (openPopovers.has(popover)) popover.hidePopover();
    else popover.showPopover();
  }
});

HTMLDialogElement.prototype.showModal = function (this: HTMLDialogElement) {
  this.setAttribute('open', '');
};
HTMLDialogElement.prototype.close = function (this: HTMLDialogElement) {
  this.removeAttribute('open');
};

// A list of 600 × 800, so that rows are rendered at all.
Object.defineProperties(Element.prototype, {
  clientHeight: { configurable: true, get: () => 600 },
  clientWidth: { configurable: true, get: () => 800 },
});
Element.prototype.scrollTo = function scrollTo(this: Element, options?: ScrollToOptions | number) {
  if (typeof options === 'object') this.scrollTop = options.top ?? 0;
};
Element.prototype.scrollIntoView = () => undefined;

export {};
