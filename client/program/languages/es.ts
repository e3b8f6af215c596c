/**
 * Todo lo que el terminal dice por sí mismo, en español. Lo que dice el servidor y las órdenes de
 * moderación son los mismos que en la página.
 *
 * @module
 */

export { orders, reasons, refusals } from "../../../static/languages/es.ts";

export const sentences: Readonly<Record<string, string>> = {
  // Entrar
  "This program needs leave to connect to {0}: answer y when Deno asks. Chatting needs\nnothing else; you are asked again only when you send or save a file, or open your editor.":
    "Este programa necesita permiso para conectarse a {0}: responde y cuando Deno pregunte.\nPara conversar no hace falta nada más; solo se te vuelve a preguntar al enviar o guardar un\narchivo, o al abrir tu editor.",
  "Your name:": "Tu nombre:",
  "Cannot sign in: no name, give one with --name NAME, or run hubbub login":
    "No se puede entrar: falta el nombre. Indícalo con --name NAME, o ejecuta hubbub login",
  "(if {0} is set, it may not be read: run with --allow-env={1})":
    "(si {0} está definida, no se puede leer: ejecuta con --allow-env={1})",
  "{0} or {1}": "{0} o {1}",
  "Password of {0}, or a sign-in code: ": "Contraseña de {0}, o un código de acceso: ",
  "Sign-in code of {0}, from the page: ": "Código de acceso de {0}, de la página: ",
  "Passphrase of this server: ": "Frase de acceso de este servidor: ",
  "The session of {0} at {1} has ended: sign in again with hubbub login":
    "La sesión de {0} en {1} ha terminado: vuelve a entrar con hubbub login",
  "{0} invites you to make an account": "{0} te invita a crear una cuenta",
  "{0} invites you to #{1}": "{0} te invita a #{1}",
  "Cannot make an account": "No se puede crear la cuenta",
  "Cannot set a new password": "No se puede poner una contraseña nueva",
  "{0}: set HUBBUB_PASSWORD": "{0}: define HUBBUB_PASSWORD",
  "{0}: the passwords differ": "{0}: las contraseñas no coinciden",
  "New password for {0}: ": "Contraseña nueva de {0}: ",
  "New password again: ": "Otra vez la contraseña nueva: ",
  "Current password: ": "Contraseña actual: ",
  "New password: ": "Contraseña nueva: ",
  "The server cannot be reached: open the link again":
    "No se llega al servidor: abre el enlace otra vez",
  "The server cannot be reached: {0}": "No se llega al servidor: {0}",
  "May not connect to {0}: allow it, or run with --allow-net":
    "Sin permiso para conectarse a {0}: permítelo, o ejecuta con --allow-net",
  "Cannot send {0}: too large, {1}": "No se puede enviar {0}: demasiado grande, {1}",
  "The session can't be kept": "La sesión no se puede guardar",
  "The session can't be removed": "La sesión no se puede borrar",
  "The session can't be read": "La sesión no se puede leer",
  "{0} is no session: remove it, and run hubbub login":
    "{0} no es una sesión: bórralo y ejecuta hubbub login",
  "run hubbub login again, or, if nobody has, chmod 600 it and chmod 700 its folder":
    "ejecuta hubbub login otra vez o, si nadie lo ha leído, chmod 600 en el archivo y chmod 700 en su carpeta",
  "{0} was not used, as others can read it: {1}":
    "No se ha usado {0}, porque otros pueden leerlo: {1}",
  "The link in {0} was not used, as others can read it: chmod 600 it first":
    "No se ha usado el enlace de {0}, porque otros pueden leerlo: antes, chmod 600",
  "There is no link of a private room in {0}: they are like https://HOST/#!SECRET":
    "En {0} no hay ningún enlace de una sala privada: son como https://HOST/#!SECRET",
  "The link in {0} can't be read: {1}": "El enlace de {0} no se puede leer: {1}",
  "at most {0} characters when it is sealed, received {1}":
    "como mucho {0} caracteres una vez cifrado, recibidos {1}",
  "Not changed, it must have {0}": "No se ha cambiado, debe tener {0}",
  "Cannot edit: there is no such message": "No se puede cambiar: no hay tal mensaje",
  "Cannot search: the server cannot read a private room, and would learn what you look for":
    "No se puede buscar: el servidor no puede leer una sala privada, y sabría qué buscas",
  "Cannot say: the link of this private room is not known here":
    "No se puede enviar: aquí no se conoce el enlace de esta sala privada",
  "Cannot send {0}: the server changes what it is sent":
    "No se puede enviar {0}: el servidor cambia lo que recibe",
  "It can't be opened: it is not the file that was sealed":
    "No se puede abrir: no es el archivo que se cifró",
  "1 to {0} code points": "de 1 a {0} caracteres",
  "Cannot say: at most {0} messages may wait to be acknowledged":
    "No se puede enviar: como mucho {0} mensajes pueden esperar confirmación",
  "nothing moved for {0} s": "no ha avanzado nada en {0} s",
  "It changed while it was being sent": "Ha cambiado mientras se enviaba",
  "{0} of at most {1} bytes": "{0} de {1} bytes como mucho",

  // La conexión
  "Not connected": "Sin conexión",
  "Connecting": "Conectando",
  "Coming back": "Reconectando",
  "Trying again": "Reintentando",
  "{0} in {1} s": "{0} en {1} s",
  "{0}. {1}": "{0}. {1}",
  "Paused": "En pausa",
  "Over": "Terminado",
  "Back again": "De vuelta",
  "you left": "te has ido",
  "The connection was lost before it was done": "La conexión se perdió antes de terminarlo",
  "The connection was lost before an answer arrived":
    "La conexión se perdió antes de que llegara la respuesta",
  "the connection ended within the file": "la conexión se cortó a mitad del archivo",
  "The server sent more than the file has": "El servidor envió más de lo que tiene el archivo",
  "The server's answer to an upload cannot be read":
    "No se entiende la respuesta del servidor a una subida",

  // En una sala
  "As a guest you keep this name for 30 days after you were last here":
    "Como invitado conservas este nombre 30 días desde tu última visita",
  "Welcome, {0}. /help lists the commands": "Hola, {0}. /help enumera las órdenes",
  "You are {0} now": "Ahora eres {0}",
  "Unread: {0}": "Sin leer: {0}",
  "{0} invites you to {1}: /join {2}": "{0} te invita a {1}: /join {2}",
  "A message in {0} was reported": "Se ha denunciado un mensaje en {0}",
  "Something may be missing here: {0} starts over":
    "Puede que aquí falte algo: {0} empieza de nuevo",
  "You left {0}": "Has salido de {0}",
  "You were removed from {0}": "Te han sacado de {0}",
  "You were banned from {0}": "Te han vetado en {0}",
  "You are not invited to {0} any more": "Ya no tienes invitación para {0}",
  "{0} was closed": "Se ha cerrado {0}",
  "You are {0} in {1}{2}": "En {1} estás {0}{2}",
  "muted": "en silencio",
  "muted until {0}": "en silencio hasta {0}",
  "{0} came": "{0} ha llegado",
  "{0} left": "{0} se ha ido",
  "In {0}, {1}:": "En {0}, {1}:",
  "Topic:": "Tema:",
  "{0} removed the topic": "{0} ha quitado el tema",
  "{0} set the topic: {1}": "{0} ha puesto el tema: {1}",
  "There are no rooms": "No hay salas",
  "{0} here": "{0} aquí",
  "in no room": "en ninguna sala",
  "no room": "ninguna sala",
  "({0} for you)": "({0} para ti)",
  "{0} is typing": "{0} está escribiendo",
  "{0} and {1} are typing": "{0} y {1} están escribiendo",
  "several people are typing": "varias personas están escribiendo",
  "… and {0} more": "… y {0} más",
  "(bot)": "(bot)",
  "deleted": "eliminado",
  "(changed)": "(cambiado)",
  "{0} changed: ": "{0} ha cambiado: ",
  "{0} reacted {1}": "{0} ha reaccionado con {1}",
  "{0} took back {1}": "{0} ha retirado {1}",
  "{0} reacted {1} to {2}": "{0} ha reaccionado con {1} a {2}",
  "{0} took back {1} to {2}": "{0} ha retirado {1} de {2}",
  "{0} deleted a message": "{0} ha eliminado un mensaje",
  "{0} deleted {1}": "{0} ha eliminado {1}",
  "{0} deleted what {1} said: {2}": "{0} ha eliminado lo que dijo {1}: {2}",
  "/make {0} makes it, open to everyone": "/make {0} la crea, abierta a todo el mundo",
  "Room names are not that long": "Los nombres de salas no son tan largos",
  "You are not in {0}": "No estás en {0}",
  "You are in no room: /join ROOM": "No estás en ninguna sala: /join ROOM",

  // Lo que se escribe
  "Press ↑ to get it back": "Pulsa ↑ para recuperarlo",
  "Type it again, if it is meant for here": "Escríbelo otra vez, si era para aquí",
  "Not sent: this is not UTF-8. Set the terminal and its locale to UTF-8, and type it again":
    "No enviado: no es UTF-8. Pon el terminal y su configuración regional en UTF-8 y escríbelo otra vez",
  "Not sent: you started it in {0}, and are in {1} now.":
    "No enviado: lo empezaste en {0}, y ahora estás en {1}.",
  "Too long, {0} of at most {1} characters. Press ↑ to get it back":
    "Demasiado largo: {0} de {1} caracteres como máximo. Pulsa ↑ para recuperarlo",
  "Not said, {0}: {1}": "No dicho, {0}: {1}",
  "Your last message is still being sent. Press ↑ to get this back":
    "Tu último mensaje aún se está enviando. Pulsa ↑ para recuperar esto",
  "Too many drafts wait: press Ctrl-C to get the last one back":
    "Esperan demasiados borradores: pulsa Ctrl-C para recuperar el último",
  "What you typed{0}: {1} — Enter · Ctrl-R older · Esc":
    "Lo que escribiste{0}: {1} — Enter · Ctrl-R anterior · Esc",
  "type a part of it": "escribe una parte",
  "nothing was typed like that": "no escribiste nada así",
  "{0} y: yes, any other key: no": "{0} y: sí, otra tecla: no",
  "{0} y and Enter: yes, another line: no": "{0} y con Enter: sí, otra línea: no",
  "A plain terminal only goes on: nothing is cleared":
    "Un terminal sencillo solo avanza: no se borra nada",
  "… what came before that is listed by /history": "… lo anterior lo enumera /history",
  "Ctrl-X: Ctrl-E opens your editor": "Ctrl-X: Ctrl-E abre tu editor",
  "The editor may not be started: run with {0}, or allow it when asked":
    "Sin permiso para abrir el editor: ejecuta con {0}, o permítelo cuando se pregunte",
  "Not edited, {0}. Your draft is as it was": "No editado, {0}. Tu borrador sigue como estaba",
  "the editor ended with code {0}": "el editor terminó con el código {0}",
  "it is longer than {0} bytes, and is kept in {1}": "pasa de {0} bytes, y queda en {1}",
  "it is not UTF-8, and is kept in {0}": "no es UTF-8, y queda en {0}",
  "there is no {0}: set EDITOR to another": "no hay ningún {0}: pon otro en EDITOR",

  // Mensajes
  "There is no message here to change": "Aquí no hay ningún mensaje que cambiar",
  "No message #{0} is shown here: /history lists what was said, with its numbers":
    "Aquí no se muestra el mensaje #{0}: /history enumera lo dicho, con sus números",
  "No message is shown here: /history lists what was said":
    "Aquí no se muestra ningún mensaje: /history enumera lo dicho",
  "That message is not shown any more": "Ese mensaje ya no se muestra",
  "That message is not there any more": "Ese mensaje ya no está",
  "What {0} said is theirs to change": "Lo que dijo {0} solo puede cambiarlo {0}",
  "r reply · e edit · d delete · + react · y link · Esc":
    "r responder · e editar · d eliminar · + reaccionar · y enlace · Esc",
  "r reply · d delete · + react · y link · Esc":
    "r responder · d eliminar · + reaccionar · y enlace · Esc",
  "Delete your {0}?": "¿Eliminar tu {0}?",
  "Delete what {0} said: {1}?": "¿Eliminar lo que dijo {0}: {1}?",
  "Nothing was deleted": "No se ha eliminado nada",
  "Deleting what {0} said here…": "Eliminando lo que {0} dijo aquí…",
  "Of {0}, 1 message was deleted": "Se ha eliminado 1 mensaje de {0}",
  "Of {0}, {1} messages were deleted": "Se han eliminado {1} mensajes de {0}",
  "You reported what {0} said: {1}": "Has denunciado lo que dijo {0}: {1}",
  "Unread from what {0} said on, until you come here again or say something":
    "Sin leer desde lo que dijo {0}, hasta que vuelvas aquí o digas algo",
  "The address of what {0} said: {1}": "La dirección de lo que dijo {0}: {1}",
  "Nobody reacted to what {0} said: {1}": "Nadie ha reaccionado a lo que dijo {0}: {1}",
  "Reactions to what {0} said: {1}": "Reacciones a lo que dijo {0}: {1}",
  "Nothing is hidden in what {0} said: {1}": "No hay nada oculto en lo que dijo {0}: {1}",
  "Hidden in what {0} said: {1}": "Oculto en lo que dijo {0}: {1}",
  "Nothing was said before that": "Antes no se dijo nada",
  "Nothing was said here yet": "Aquí aún no se ha dicho nada",
  "Nothing was found": "No se ha encontrado nada",
  "/goto {0} shows what was said around the last of them":
    "/goto {0} muestra lo que se dijo en torno al último",
  "Nothing mentioned you here while you were away": "Nadie te mencionó aquí en tu ausencia",
  "Nothing is pinned here: /pin #41": "Aquí no hay nada fijado: /pin #41",
  "Nothing was said here on {0} or later": "Aquí no se dijo nada el {0} ni después",
  "There is no message #{0} in {1}: /history and /search list numbers":
    "No hay ningún mensaje #{0} en {1}: /history y /search muestran los números",
  "There is no day {0}: write it as 2026-11-30": "No existe el día {0}: escríbelo como 2026-11-30",

  // Órdenes mal escritas
  "Write {0}": "Escribe {0}",
  "Unknown command {0}: /help lists them, /{1} says it":
    "No existe la orden {0}: /help las enumera, /{1} lo dice tal cual",
  "{0} takes at most one word": "{0} lleva una palabra como máximo",
  "No help on {0}: /help lists the topics": "No hay ayuda sobre {0}: /help enumera los temas",
  "Change it to what? /edit TEXT, or /edit #41 TEXT":
    "¿Por qué texto? /edit TEXT, o /edit #41 TEXT",
  "Answer what? /reply BOB TEXT answers Bob's last message, /reply #41 TEXT that one":
    "¿Responder a qué? /reply BOB TEXT responde al último mensaje de Bob, /reply #41 TEXT a ese",
  "React how? /react 👍, or /react 👍 #41": "¿Con qué reacción? /react 👍, o /react 👍 #41",
  "Delete what? /delete, /delete BOB or /delete #41":
    "¿Qué se elimina? /delete, /delete BOB o /delete #41",
  "Of which message? /reactions, /reactions BOB or /reactions #41":
    "¿De qué mensaje? /reactions, /reactions BOB o /reactions #41",
  "In which message? /reveal, /reveal BOB or /reveal #41":
    "¿En qué mensaje? /reveal, /reveal BOB o /reveal #41",
  "Link to what? /link, /link BOB or /link #41": "¿Enlace a qué? /link, /link BOB o /link #41",
  "Unread from where on? /unread, /unread BOB or /unread #41":
    "¿Sin leer desde dónde? /unread, /unread BOB o /unread #41",
  "Pin what? /pin, /pin BOB or /pin #41": "¿Qué se fija? /pin, /pin BOB o /pin #41",
  "Unpin what? /unpin #41: /pins lists what is pinned":
    "¿Qué se desfija? /unpin #41: /pins enumera lo fijado",
  "Report what? /report BOB WHY reports Bob's last message, /report #41 WHY that one":
    "¿Qué se denuncia? /report BOB WHY denuncia el último mensaje de Bob, /report #41 WHY ese",
  "What do you do? /me TEXT": "¿Qué haces? /me TEXT",
  "Search for what? /search WORDS": "¿Qué se busca? /search WORDS",
  "Search for what? /search --all WORDS": "¿Qué se busca? /search --all WORDS",
  "[can't be read: it was changed on its way, or sealed by another key]":
    "[no se puede leer: se modificó por el camino o se selló con otra clave]",
  "{0} set a topic that can't be read": "{0} ha puesto un tema que no se puede leer",
  "Do what? /private makes a private room; /private link, /private qr, /private forget":
    "¿Qué hago? /private crea una sala privada; /private link, /private qr, /private forget",
  "This is no link of a private room: they are like https://HOST/#!SECRET":
    "Esto no es el enlace de una sala privada: son como https://HOST/#!SECRET",
  "This link leads to {0}, and you are on {1}": "Este enlace lleva a {0}, y estás en {1}",
  "The link is not kept here: you need it again the next time":
    "El enlace no se guarda aquí: lo necesitarás otra vez la próxima vez",
  "This is no private room whose link is known here":
    "Esta no es una sala privada cuyo enlace se conozca aquí",
  "The link of this private room, for those who are to read it: {0}":
    "El enlace de esta sala privada, para quienes deban leerla: {0}",
  "Whoever has it reads everything, and nobody can restore it. The server knows who is here, when and how much is said, and nothing of what.":
    "Quien lo tenga lo lee todo, y nadie puede recuperarlo. El servidor sabe quién está, cuándo y cuánto se dice, pero no qué.",
  "To compare aloud, the same for all who are really here: {0}":
    "Para comparar en voz alta, igual para todos los que de verdad están aquí: {0}",
  "The link of this private room is forgotten here. What is on the screen stays there":
    "El enlace de esta sala privada se ha olvidado aquí. Lo que hay en la pantalla se queda ahí",
  "make a room that the server cannot read": "crear una sala que el servidor no puede leer",
  "Its link lets others in: /join LINK. /private link prints it again.":
    "Su enlace deja entrar a otros: /join LINK. /private link lo muestra otra vez.",
  "you are mentioned": "te mencionan",
  "/private qr prints it as a QR code, too.": "/private qr lo muestra también como código QR.",
  "Its QR code takes {0} columns: make the window wider":
    "Su código QR ocupa {0} columnas: ensancha la ventana",
  "/private forget leaves the room, and forgets its link here.":
    "/private forget sale de la sala y olvida aquí su enlace.",
  "Which room? /join ROOM": "¿Qué sala? /join ROOM",
  "Make which room? /make ROOM": "¿Qué sala se crea? /make ROOM",
  "Sign out which one? /revoke 2": "¿Qué sesión se cierra? /revoke 2",
  "Type /password alone: you are asked for it, and it is not shown":
    "Escribe solo /password: se te pregunta, y no se muestra",
  "/delete-account keep leaves what you said there; /delete-account all does not":
    "/delete-account keep deja lo que dijiste; /delete-account all no",
  "Which name? /nick NAME": "¿Qué nombre? /nick NAME",
  "Which language? /language {0}": "¿Qué idioma? /language {0}",
  "To clear the screen, write /clear alone": "Para borrar la pantalla, escribe solo /clear",
  "To end the program, write /quit alone": "Para terminar el programa, escribe solo /quit",
  "To whom? /msg BOB TEXT": "¿A quién? /msg BOB TEXT",
  "List how many? /history 50, at most {0}": "¿Cuántos? /history 50, como máximo {0}",
  "You are in no room: /goto ROOM {0}": "No estás en ninguna sala: /goto ROOM {0}",
  "You are in no room: /goto ROOM 41": "No estás en ninguna sala: /goto ROOM 41",
  "Go where? /goto 41, /goto ROOM 41, /goto 2026-11-30, or /goto LINK":
    "¿Adónde? /goto 41, /goto ROOM 41, /goto 2026-11-30, o /goto LINK",

  // Archivos
  "a file": "un archivo",
  "{0} files": "{0} archivos",
  "sending {0}": "enviando {0}",
  "saving {0}": "guardando {0}",
  "saving {0}, {1}": "guardando {0}, {1}",
  "{0}, {1} % of {2}": "{0}, {1} % de {2}",
  "Saved {0} ({1})": "Guardado {0} ({1})",
  "Not saved, {0}: {1}": "No guardado, {0}: {1}",
  "Not sent, {0}: {1}": "No enviado, {0}: {1}",
  "No file was shown here yet": "Aquí aún no se ha mostrado ningún archivo",
  "No file is shown as {0}: the number stands before its name":
    "Ningún archivo se muestra como {0}: el número está delante del nombre",
  "it may not be read: run with --allow-read, or allow it when asked":
    "sin permiso para leerlo: ejecuta con --allow-read, o permítelo cuando se pregunte",
  "it may not be written: run with --allow-write, or allow it when asked":
    "sin permiso para escribirlo: ejecuta con --allow-write, o permítelo cuando se pregunte",
  "it may not be read": "sin permiso para leerlo",
  "there is no such file": "no existe ese archivo",
  "{0} tells where it was made: that cannot be removed from it":
    "{0} indica dónde se hizo: eso no se le puede quitar",
  "{0} is there already, and was left as it is": "{0} ya existe, y se ha dejado como estaba",
  "there are too many of that name: give it another one":
    "hay demasiados con ese nombre: ponle otro",
  "there is no folder for {0}": "no hay carpeta para {0}",
  "{0} may not be written": "sin permiso para escribir {0}",
  "Where ~ is, is not known: write the whole path":
    "No se sabe dónde está ~: escribe la ruta completa",
  "Write /file PATH, or /file PATH TEXT; several as /file PATH, PATH TEXT":
    "Escribe /file PATH, o /file PATH TEXT; varios como /file PATH, PATH TEXT",
  "Write /save NUMBER, or /save NUMBER PATH": "Escribe /save NUMBER, o /save NUMBER PATH",
  "{0}. A path with spaces stands in quotes": "{0}. Una ruta con espacios va entre comillas",
  "Write /data, or /data PATH; with spaces in quotes":
    "Escribe /data, o /data PATH; con espacios, entre comillas",
  "No files were shared here": "Aquí no se han compartido archivos",

  // Personas y cuentas
  "An account keeps its name. /display NAME shows you by another to people at the page":
    "Una cuenta conserva su nombre. /display NAME muestra otro a quien está en la página",
  "Rooms, direct messages and settings stay yours, and others see the new name from now on.":
    "Las salas, los mensajes directos y los ajustes siguen siendo tuyos, y desde ahora los demás ven el nombre nuevo.",
  "What you said so far stays under {0}, and nobody else can take that name while you are known here.":
    "Lo que has dicho sigue a nombre de {0}, y nadie más puede usarlo mientras se te conozca aquí.",
  "Change your name to {0}?": "¿Cambiar tu nombre por {0}?",
  "Your name stays as it is": "Tu nombre sigue igual",
  "Something that you wrote is still on its way: wait until it is sent":
    "Algo que escribiste aún está en camino: espera a que se envíe",
  "Write /whois NAME": "Escribe /whois NAME",
  "Write /people WORDS": "Escribe /people WORDS",
  "Write /picture PATH, or /picture off. A path with spaces stands in quotes":
    "Escribe /picture PATH, o /picture off. Una ruta con espacios va entre comillas",
  "Write /status away, /status dnd, or /status TEXT":
    "Escribe /status away, /status dnd, o /status TEXT",
  "You are shown by your name again": "Se te vuelve a mostrar con tu nombre",
  "You are shown as {0}. /display off ends that": "Se te muestra como {0}. /display off lo termina",
  "Others at the page see your picture now": "Quien está en la página ya ve tu imagen",
  "Your picture is gone": "Tu imagen se ha quitado",
  "Nobody is told your time any more": "Ya no se le dice a nadie tu hora",
  "your time": "tu hora",
  "Others see that it is {0} where you are ({1})":
    "Los demás ven que donde estás son las {0} ({1})",
  "Your status is gone": "Tu estado se ha quitado",
  "Your status: {0}. /status off ends that": "Tu estado: {0}. /status off lo termina",
  "Nobody whom you may know is called so": "Nadie que puedas conocer se llama así",
  ", shown as {0}": ", aparece como {0}",
  ", here": ", aquí",
  "a bot": "un bot",
  "a guest": "invitado",
  "blocked by you": "con tu bloqueo",
  "is shown as {0}": "aparece como {0}",
  "@{0} has told nothing else": "@{0} no ha contado nada más",
  "{0} where they are ({1})": "allí son las {0} ({1})",
  "moderator here": "modera aquí",
  "owner here": "tiene esta sala",
  "administrator here": "administra aquí",
  "away": "ausente",
  "do not disturb": "no molestar",
  "{0}, until {1}": "{0}, hasta {1}",
  "You get nothing from {0} any more. /unblock ends that":
    "Ya no recibes nada de {0}. /unblock lo termina",
  "You get messages from {0} again": "Vuelves a recibir mensajes de {0}",
  "You have blocked nobody": "No has bloqueado a nadie",
  "You have blocked {0}": "Has bloqueado a {0}",
  "Nothing was changed": "No se ha cambiado nada",
  "The passwords differ. Nothing was changed":
    "Las contraseñas no coinciden. No se ha cambiado nada",
  "{0} is yours, and you are the administrator of this server now":
    "{0} es tuyo, y ahora administras este servidor",
  "{0} is yours now. Elsewhere, sign in with your password":
    "{0} ya es tuyo. En otros sitios, entra con tu contraseña",
  "Your password was changed. You are signed out everywhere else":
    "Tu contraseña ha cambiado. Se ha cerrado tu sesión en los demás sitios",
  "Password of {0}, to delete your account and all that you said for good: ":
    "Contraseña de {0}, para eliminar para siempre tu cuenta y todo lo que dijiste: ",
  "Password of {0}, to delete your account for good: ":
    "Contraseña de {0}, para eliminar tu cuenta para siempre: ",
  "{0} is no account any more": "{0} ya no es una cuenta",
  "a program without a name": "un programa sin nombre",
  "{0}, from {1}, last seen {2}": "{0}, desde {1}, visto por última vez el {2}",
  "There is no session {0}: /sessions lists them":
    "No hay ninguna sesión {0}: /sessions las enumera",
  "Session {0} is signed out": "La sesión {0} se ha cerrado",

  // Invitaciones
  "Write {0} ROOM 30 14d": "Escribe {0} ROOM 30 14d",
  "Write /invites, /invites ROOM or /invites all": "Escribe /invites, /invites ROOM o /invites all",
  "You are in no room: /invites all": "No estás en ninguna sala: /invites all",
  "Revoke which link? {0} revoke 2: /invites lists them":
    "¿Qué enlace se anula? {0} revoke 2: /invites los enumera",
  "There are no links: {0} makes one": "No hay enlaces: {0} crea uno",
  "There are no links into #{0}: {1} makes one": "No hay enlaces a #{0}: {1} crea uno",
  "for an account": "para una cuenta",
  "into #{0}": "a #{0}",
  ", made by {0}": ", creado por {0}",
  "{0}, for {1}, until {2}": "{0}, para {1}, hasta el {2}",
  "There is no link {0}: /invites lists them": "No hay ningún enlace {0}: /invites los enumera",
  "Link {0} was revoked: it leads nowhere now":
    "El enlace {0} se ha anulado: ya no lleva a ninguna parte",
  "1 person": "1 persona",
  "{0} people": "{0} personas",
  "A link into {0} for {1}, until {2}, shown this once:":
    "Un enlace a {0} para {1}, hasta el {2}, que solo se muestra esta vez:",

  // Bots y webhooks
  "/bot NAME, or /bot NAME URL": "/bot NAME, o /bot NAME URL",
  "{0} is your bot. Its token is shown this once:":
    "{0} es tu bot. Su clave solo se muestra esta vez:",
  "What it is sent is signed by:": "Lo que se le envía va firmado con:",
  "You have no bot {0}: /bots lists them": "No tienes ningún bot {0}: /bots los enumera",
  "{0} was deleted. Its token is good for nothing now": "{0} se ha eliminado. Su clave ya no sirve",
  "{0} may speak here now. Its address is shown this once:":
    "{0} ya puede hablar aquí. Su dirección solo se muestra esta vez:",
  "There is no hook {0} here: /hooks lists them":
    "Aquí no hay ningún webhook {0}: /hooks los enumera",
  "The hook {0} was deleted": "El webhook {0} se ha eliminado",
  "You have no bots: /bot NAME makes one": "No tienes bots: /bot NAME crea uno",
  ", told at {0}": ", se le avisa en {0}",
  "; failed: {0}": "; falló: {0}",
  "There are no hooks here: /hook NAME makes one": "Aquí no hay webhooks: /hook NAME crea uno",
  "{0}, made by {1}": "{0}, creado por {1}",

  // Una invasión
  "Write /raid ban 15m, or /raid ban EVE MALLORY: /help /raid tells more":
    "Escribe /raid ban 15m o /raid ban EVE MALLORY: /help /raid dice más",
  "Write /raid 15m, /raid ban 15m, /raid ban EVE MALLORY, or /raid undo":
    "Escribe /raid 15m, /raid ban 15m, /raid ban EVE MALLORY o /raid undo",
  "Nobody came lately about whom you may do something":
    "No ha llegado nadie últimamente sobre quien puedas hacer algo",
  "{0} banned. /raid undo lifts that": "Vetados: {0}. /raid undo lo deshace",
  "{0} removed": "Sacados de la sala: {0}",
  "Messages deleted: {0}": "Mensajes eliminados: {0}",
  "You have banned nobody here by /raid": "Aquí no has vetado a nadie con /raid",
  "{0} may come in again. What was deleted stays deleted":
    "Pueden volver a entrar: {0}. Lo que se eliminó sigue eliminado",
  "Ban {0}, delete {1} messages of theirs here? ({2})":
    "¿Vetar a {0} y eliminar aquí {1} mensajes suyos? ({2})",
  "Remove {0}, delete {1} messages of theirs here? ({2})":
    "¿Sacar a {0} y eliminar aquí {1} mensajes suyos? ({2})",
  "came just now": "acaba de llegar",
  "came {0}": "llegó el {0}",
  "messages: {0}": "mensajes: {0}",
  " (guest)": " (invitado)",

  // Moderar
  "Write {0} alone: it is about this room": "Escribe solo {0}: trata de esta sala",
  "Which report? {0} 2: /reports lists them": "¿Qué denuncia? {0} 2: /reports las enumera",
  "No reports wait here": "Aquí no espera ninguna denuncia",
  "There is no report {0}: /reports lists them":
    "No hay ninguna denuncia {0}: /reports las enumera",
  "Report {0} is resolved": "La denuncia {0} está resuelta",
  "Report {0} is dismissed": "La denuncia {0} está desestimada",
  "{0} without a name that is known": "{0} sin nombre conocido",
  "Owner": "De",
  "Moderators": "Moderan",
  "Invited": "Con invitación",
  "Muted": "En silencio",
  "Banned": "Con veto",
  "Reports that wait: {0}. /reports lists them": "Denuncias que esperan: {0}. /reports las enumera",
  "Nobody moderates here, and nobody is muted or banned":
    "Aquí nadie modera, y nadie está en silencio ni vetado",
  "with the address": "con su dirección",
  "until {0}": "hasta {0}",
  "by {0}": "por {0}",
  "reported by {0}, {1}": "denunciado por {0}, {1}",

  // El idioma
  "English is spoken now, and the next time": "Ahora se habla español, y la próxima vez también",
  "English is spoken now; --lang {0} does so from the start":
    "Ahora se habla español; --lang {0} lo hace desde el principio",

  // Ayuda: temas y teclas
  "/help TOPIC, such as /help rooms, or /help /ban tells more.":
    "/help TOPIC, como /help rooms, o /help /ban cuenta más.",
  "Rooms: going to them and leaving them": "Salas: entrar y salir",
  "Messages, which are meant by who said them last, or by a number":
    "Mensajes: se indican por quien los dijo, o por un número",
  "People": "Personas",
  "Files": "Archivos",
  "Invitations": "Invitaciones",
  "Your name and account": "Tu nombre y tu cuenta",
  "Bots and hooks": "Bots y webhooks",
  "Moderating, for those who may": "Moderar, para quien puede",
  "Reports and who was muted, for those who moderate": "Denuncias y silencios, para quien modera",
  "Keys, and this program": "Teclas, y este programa",
  "Understood as well: {0}.": "También se entiende: {0}.",
  "Topic: /help {0}": "Tema: /help {0}",
  "send a message that begins with /": "enviar un mensaje que empieza por /",
  "complete commands, names, #rooms, :emoji: and paths":
    "completar órdenes, nombres, #salas, :emojis: y rutas",
  "start a new line": "empezar otra línea",
  "bring back what you typed": "recuperar lo que escribiste",
  "Alt-1 to Alt-9": "Alt-1…Alt-9",
  "go to your rooms; Alt-a to where something is new":
    "ir a tus salas; Alt-a, donde hay algo nuevo",
  "look for what you typed, by a part of it; again for what is older":
    "buscar lo que escribiste por una parte; otra vez, lo anterior",
  "write on in your editor ($VISUAL, $EDITOR); needs --allow-run":
    "seguir en tu editor ($VISUAL, $EDITOR); necesita --allow-run",
  "list what is older than what is shown": "mostrar lo anterior a lo que se ve",
  "pick a message: then r or Enter replies, e edits, d deletes, + reacts, y prints its address and copies it, Esc lets go":
    "elegir un mensaje: r o Enter responde, e edita, d elimina, + reacciona, y muestra y copia su dirección, Esc lo suelta",
  "clear the line, or leave when it is empty; Ctrl-D leaves, Ctrl-Z stops":
    "borrar la línea, o salir si está vacía; Ctrl-D sale, Ctrl-Z detiene",

  // Ayuda: órdenes
  "go to a room": "ir a una sala",
  "/join #ops and /join ops are the same; /join @bob is your direct room with Bob.":
    "/join #ops y /join ops son lo mismo; /join @bob es tu sala directa con Bob.",
  "create a room, open to everyone": "crear una sala, abierta a todo el mundo",
  "leave a room; a direct room comes back when somebody writes":
    "salir de una sala; una directa vuelve cuando alguien escribe",
  "list the people there": "enumerar a quien está allí",
  "list the rooms": "enumerar las salas",
  "answer Bob's last message": "responder al último mensaje de Bob",
  "/reply #41 TEXT answers the message with that number: /history lists them.":
    "/reply #41 TEXT responde al mensaje con ese número: /history los enumera.",
  "replace your last message": "sustituir tu último mensaje",
  "/edit #41 TEXT replaces that message of yours.": "/edit #41 TEXT sustituye ese mensaje tuyo.",
  "delete your last message, Bob's, or one by its number":
    "eliminar tu último mensaje, el de Bob, o uno por su número",
  "react to the last message, or to another": "reaccionar al último mensaje, o a otro",
  "/react 👍 bob reacts to Bob's last message; /react :heart: goes by a name.":
    "/react 👍 bob reacciona al último mensaje de Bob; /react :heart: va por el nombre.",
  "What you reacted with before is taken back.": "La reacción que ya pusiste se retira.",
  "list who reacted to the last message, or another":
    "enumerar quién reaccionó al último, o a otro",
  "show what is hidden in the last message, or another":
    "mostrar lo oculto en el último mensaje, o en otro",
  "||Ann did it|| hides words until somebody wants to see them.":
    "||fue Ana|| oculta palabras hasta que alguien quiera verlas.",
  "print the address of a message, and copy it": "mostrar la dirección de un mensaje, y copiarla",
  "It is copied where the terminal lets programs do so (OSC 52).":
    "Se copia donde el terminal deja hacerlo a los programas (OSC 52).",
  "mark the last message as unread, or from another one on":
    "marcar como no leído el último mensaje, o desde otro",
  "It stays so, on all your devices, until you come to the room again or say something.":
    "Sigue así, en todos tus dispositivos, hasta que vuelvas a la sala o digas algo.",
  "pin the last message for everybody here, or another":
    "fijar el último mensaje para todos aquí, u otro",
  "unpin a message": "desfijar un mensaje",
  "list what is pinned": "enumerar lo fijado",
  "list what mentioned you while you were away": "enumerar lo que te mencionó en tu ausencia",
  "say what you do, in italics: /me waves": "decir qué haces, en cursiva: /me saluda",
  "show Bob's last message to those who moderate here":
    "mostrar el último mensaje de Bob a quien modera aquí",
  "/report #41 WHY shows them that message. A copy of it is kept for them.":
    "/report #41 WHY les muestra ese mensaje. Se guarda una copia para ellos.",
  "list what was said, with its numbers": "enumerar lo dicho, con sus números",
  "/history 50 lists that many, /history more goes on to what is older.":
    "/history 50 enumera tantos, /history more sigue con lo anterior.",
  "find messages here with all these words, or in all rooms":
    "buscar mensajes con todas estas palabras, aquí o en todas las salas",
  "from:BOB in:ROOM has:link|file|image|code|reaction before:2026-11-30 after:2026-11-01 say more;":
    "from:BOB in:ROOM has:link|file|image|code|reaction before:2026-11-30 after:2026-11-01 precisan;",
  '"two words" is a phrase, and -word is not in it. in:* is all rooms, too.':
    '"dos palabras" es una frase, y -palabra no está. in:* también es en todas las salas.',
  "The newest 20 are listed, with their numbers: /goto shows one with its neighbours.":
    "Se enumeran los 20 más nuevos, con sus números: /goto muestra uno con sus vecinos.",
  "show the message with that number, and those around it":
    "mostrar el mensaje con ese número, y los de alrededor",
  "/goto LINK goes where a link of the page leads, /goto 2026-11-30 to the first message of that day.":
    "/goto LINK va adonde lleva un enlace de la página, /goto 2026-11-30 al primer mensaje de ese día.",
  "write to Bob alone; without TEXT, go to your direct room":
    "escribir solo a Bob; sin TEXT, ir a vuestra sala directa",
  "/msg bob,cyd TEXT writes to both, in a room of the three of you.":
    "/msg bob,cyd TEXT escribe a ambos, en una sala de los tres.",
  "find people by parts of their names, also who is away":
    "buscar personas por partes del nombre, también ausentes",
  "A guest finds those who are in the lobby.":
    "Un invitado encuentra a quien está en el vestíbulo.",
  "tell who Bob is: name, role here, status, local time":
    "decir quién es Bob: nombre, papel aquí, estado, hora local",
  "list whom you have blocked": "enumerar a quién has bloqueado",
  "send a file, with a text or without": "enviar un archivo, con un texto o sin él",
  "/file CAT.PNG, DOG.PNG TEXT sends both. A path with spaces stands in quotes; Tab completes it.":
    "/file CAT.PNG, DOG.PNG TEXT envía ambos. Una ruta con espacios va entre comillas; Tab la completa.",
  "Needs --allow-read, or you are asked.": "Necesita --allow-read, o se te pregunta.",
  "list the newest files of this room, or those named so":
    "enumerar los archivos más nuevos de esta sala, o los que se llaman así",
  "save the file with the number 3, here or where you say":
    "guardar el archivo con el número 3, aquí o donde digas",
  "/save 3 ~/pictures/ saves it in that folder. Without a number it is the newest file.":
    "/save 3 ~/pictures/ lo guarda en esa carpeta. Sin número es el archivo más nuevo.",
  "Needs --allow-write, or you are asked.": "Necesita --allow-write, o se te pregunta.",
  "make a link into this room, or another": "crear un enlace a esta sala, o a otra",
  "/invite-link ROOM 30 14d is for 30 people and 14 days; otherwise for 10 people and 7 days.":
    "/invite-link ROOM 30 14d es para 30 personas y 14 días; si no, para 10 personas y 7 días.",
  "/invite-link revoke 2 revokes the second link that /invites lists.":
    "/invite-link revoke 2 anula el segundo enlace que enumera /invites.",
  "list the links into this room, or all of yours":
    "enumerar los enlaces a esta sala, o todos los tuyos",
  "For an administrator, /invites all lists everybody's.":
    "Para quien administra, /invites all enumera los de todos.",
  "protect your name with a password": "proteger tu nombre con una contraseña",
  "You are asked for the password, and it is not shown. /claim INVITE where an invitation is needed;":
    "Se te pregunta la contraseña, y no se muestra. /claim INVITE donde hace falta una invitación;",
  "/claim CODE, with the code that a new server printed, makes you its administrator.":
    "/claim CODE, con el código que mostró un servidor nuevo, te hace su administrador.",
  "go on under another name, as a guest": "seguir con otro nombre, como invitado",
  "What you said so far stays under the old name. An account keeps its name: it is shown by another with /display.":
    "Lo que dijiste sigue con el nombre anterior. Una cuenta conserva su nombre: /display muestra otro.",
  "change your password": "cambiar tu contraseña",
  "list where you are signed in": "enumerar dónde tienes sesión",
  "sign out the second of those": "cerrar la segunda de esas",
  "delete your account, and keep what you said": "eliminar tu cuenta, y dejar lo que dijiste",
  "/delete-account all deletes what you said, too. You are asked for the password.":
    "/delete-account all elimina también lo que dijiste. Se te pregunta la contraseña.",
  "show yourself by another name to people at the page":
    "mostrarte con otro nombre a quien está en la página",
  "/display off ends that.": "/display off lo termina.",
  "show people at the page a picture of you, or /picture off":
    "mostrar una imagen tuya en la página, o /picture off",
  "A square one is shown whole. Needs --allow-read, or you are asked.":
    "Si es cuadrada, se ve entera. Necesita --allow-read, o se te pregunta.",
  "save a copy of all that you said and uploaded, as a ZIP file":
    "guardar una copia de todo lo que dijiste y subiste, en un ZIP",
  "tell others your time zone, or /zone off": "decir a los demás tu zona horaria, o /zone off",
  "/zone alone tells what others see of you.": "/zone sin más dice qué ven los demás de ti.",
  "say how you are: away, dnd (do not disturb), TEXT, or off":
    "decir cómo estás: away (ausente), dnd (no molestar), TEXT, u off",
  "It may have an end: /status away Lunch for 1h. /status alone tells yours.":
    "Puede tener un final: /status away Comiendo for 1h. /status sin más dice el tuyo.",
  "make a bot, and see its token once": "crear un bot, y ver su clave una vez",
  "With a URL, the bot is told there of what is said to it.":
    "Con una URL, se avisa allí al bot de lo que se le dice.",
  "list your bots": "enumerar tus bots",
  "delete one": "eliminar uno",
  "make an address by which a tool speaks here":
    "crear una dirección con la que una herramienta habla aquí",
  "list the hooks of this room": "enumerar los webhooks de esta sala",
  "list who came in the last 15 minutes, to end a raid":
    "enumerar a quienes llegaron en los últimos 15 minutos, para acabar con una invasión",
  "/raid ban 15m bans them all for a day and deletes what they said here in the last hour;":
    "/raid ban 15m los veta a todos un día y elimina lo que dijeron aquí en la última hora;",
  "/raid ban EVE MALLORY bans these; time=1w, time=ever, delete=all or delete=nothing say otherwise,":
    "/raid ban EVE MALLORY veta a estos; time=1w, time=ever, delete=all o delete=nothing lo cambian,",
  "and a reason stands behind a colon. /raid kick removes them. You are asked once, with how many":
    "y el motivo va tras dos puntos. /raid kick los saca. Se te pregunta una vez, con cuántas",
  "people and messages it is. /raid undo lifts those bans.":
    "personas y mensajes son. /raid undo levanta esos vetos.",
  "list who moderates here, and who is invited, muted and banned":
    "enumerar quién modera aquí, y quién tiene invitación, silencio o veto",
  "list the messages that were reported here": "enumerar los mensajes denunciados aquí",
  "settle the second of those reports": "resolver la segunda de esas denuncias",
  "/dismiss 2 settles it as one about nothing.": "/dismiss 2 la cierra como infundada.",
  "dismiss the second of those reports": "desestimar la segunda de esas denuncias",
  "list the commands, or tell of a topic or a command: /help /ban":
    "enumerar las órdenes, o hablar de un tema o una orden: /help /ban",
  "clear the screen": "borrar la pantalla",
  "/history lists again what was said: until then it is not shown, and not changed.":
    "/history vuelve a enumerar lo dicho: hasta entonces no se muestra ni se cambia.",
  "speak another language": "hablar otro idioma",
  "/language alone tells which there are.": "/language sin más dice cuáles hay.",
  "It is kept where the program may write it. --lang says it from the start, and so does the locale.":
    "Se recuerda donde el programa puede escribirlo. --lang lo dice desde el principio, y la configuración regional también.",
  "connect now instead of later": "conectar ahora en vez de luego",
  "end the program; so does Ctrl-D": "terminar el programa; Ctrl-D también",
};
