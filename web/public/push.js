/*
 * Shows pushes and answers calls from their notification. It keeps nothing, and no request of a
 * page goes through it. The number changes when it does, so that browsers take the new one.
 */
const VERSION = 1

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
self.addEventListener('push', (event) => event.waitUntil(show(event.data)))
self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(act(event.action, event.notification.data))
})
self.addEventListener('pushsubscriptionchange', (event) => event.waitUntil(renew(event)))

async function show(data) {
  const said = data ? data.json() : {}
  // Whoever looks at the desk is told there.
  if (await isLookedAt()) return
  const call = Number.isInteger(said.invitation)
  await self.registration.showNotification(String(said.title ?? 'Swarm'), {
    body: String(said.text ?? ''),
    icon: '/icon.svg',
    tag: call ? `invitation-${said.invitation}` : String(said.path),
    renotify: true,
    requireInteraction: call,
    data: { path: said.path, invitation: call ? said.invitation : null, version: VERSION },
    actions: call
      ? [
          { action: 'accepted', title: 'Yes, join' },
          { action: 'declined', title: 'No' },
        ]
      : [],
  })
}

async function isLookedAt() {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  return pages.some((page) => page.focused)
}

/** A no is given and that is all; a yes, and what could not be answered, opens the room. */
async function act(action, { path, invitation }) {
  const answered = action && invitation !== null && (await answer(invitation, action))
  if (!answered || action === 'accepted') await open(path)
}

async function answer(invitation, said) {
  return command(`/api/invitations/${invitation}/answer`, { answer: said })
}

/** Send a command as the page would: with the cookie, and the token that belongs to it. */
async function command(address, body) {
  try {
    const me = await fetch('/api/me', { credentials: 'same-origin', cache: 'no-store' })
    if (!me.ok) return false
    const { csrf } = await me.json()
    const given = await fetch(address, {
      method: 'PUT',
      credentials: 'same-origin',
      headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf },
      body: JSON.stringify(body),
    })
    return given.ok
  } catch {
    return false
  }
}

async function open(path) {
  const address = new URL(String(path ?? '/'), self.location.origin)
  const inside = address.origin === self.location.origin ? address.href : '/'
  const [page] = await self.clients.matchAll({ type: 'window' })
  if (!page) return self.clients.openWindow(inside)
  await page.focus()
  return page.navigate(inside)
}

/** The browser changed its address at the push service: the desk has to know. */
async function renew(event) {
  const options = event.oldSubscription?.options
  if (!options) return
  const { endpoint, keys } = (await self.registration.pushManager.subscribe(options)).toJSON()
  await command('/api/me/browser', { endpoint, p256dh: keys.p256dh, auth: keys.auth })
}
