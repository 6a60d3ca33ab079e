/** Whether a mouse button or finger is down, since what moves under it is missed by the click. */

let isDown = false;
let waiting: readonly (() => void)[] = [];

const release = (): void => {
  isDown = false;
  // The click itself follows at once, and comes first.
  setTimeout(() => {
    const actions = waiting;
    waiting = [];
    for (const action of actions) action();
  });
};
window.addEventListener('pointerdown', () => (isDown = true), true);
window.addEventListener('pointerup', release, true);
window.addEventListener('pointercancel', release, true);

/** Does something that may move the page: at once, or as soon as a click that is under way has been made. */
export const afterClick = (action: () => void): void => {
  if (isDown) waiting = [...waiting, action];
  else action();
};
