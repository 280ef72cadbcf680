# People of customers, as staff sees them (src/account_users).
account-users-enter-lines = Geben Sie mindestens eine Adresse ein, eine je Zeile.
account-users-too-many-lines = { $n } Zeilen sind zu viel; höchstens { $most } auf einmal.
account-users-same-address = Dieselbe Adresse steht in Zeile { $line }. Entfernen Sie eine von beiden.
account-users-own-password = { $address } gehört { $name }, mit einem eigenen Passwort. Wählen Sie „Per E-Mail einladen“, um der Person Zugang zu diesem Konto zu geben.
account-users-already-in = { $address } gehört { $name } und hat bereits Zugang zu diesem Konto. Ändern Sie die Rolle in der Liste.
account-users-console-user = { $address } ist die Adresse eines Konsolenbenutzers. Eine Adresse ist eine Person, verwenden Sie also für dieses Konto eine andere.
account-users-was-disabled = { $address } gehört einer deaktivierten Person. Aktivieren Sie sie zuerst unter „Personen“.
account-users-some-lines = Niemand wurde eingeladen: Sehen Sie sich einige Zeilen noch einmal an.
account-users-in-bin = „{ $name }“ ist im Papierkorb. Stellen Sie es wieder her, bevor Sie Personen Zugang geben.
account-users-access-meanwhile = Jemand anderes hat diesen Zugriff geändert, während Sie ihn bearbeitet haben. Gezeigt wird, was dabei gespeichert wurde; prüfen Sie es und speichern Sie noch einmal, um es zu ersetzen.
account-users-person-meanwhile = Jemand anderes hat diese Person geändert, während Sie sie bearbeitet haben. Gezeigt wird, was dabei gespeichert wurde; prüfen Sie es und speichern Sie noch einmal, um es zu ersetzen.
account-users-enable-first = { $name } ist deaktiviert. Aktivieren Sie die Person, bevor Sie ein Passwort festlegen.
