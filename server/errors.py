"""What the world may do to the server, as errors of its command line.

    ButPheError
    └── ServerError
        ├── WrongUsage         what was typed cannot be done          exit 2
        ├── BadConfiguration   a setting cannot be used              exit 2
        ├── PasswordNotGiven   no password where `user` looks for it  exit 2
        ├── OpenListenRefused  plain HTTP away from loopback          exit 2
        ├── BadOrganisation    the file of `init` is not an office    exit 3
        ├── AlreadyInitialised `init` on an office that exists        exit 3
        ├── PathRefused        the system refuses a file or folder    exit 3
        ├── DatabaseRefused    the database cannot be used            exit 3
        ├── NotInitialised     no office in the data folder           exit 3
        ├── PersonUnknown      no such login                          exit 3
        ├── PasswordWeak       the password cannot be accepted        exit 3
        ├── AddressTaken       somebody listens there already         exit 5
        └── DataInUse          another server has the data folder     exit 7

Problems of a request are in `server.problems`.
"""

from __future__ import annotations

from typing import ClassVar

from office.errors import ButPheError
from office.words import Words


class ServerError(ButPheError):
    """`exit_code` after DESIGN §8, `vi` and `en` the sentence with its facts in braces."""

    code = "server"
    exit_code: ClassVar[int] = 5
    vi: ClassVar[str] = ""
    en: ClassVar[str] = ""

    def sentence(self, language: str) -> str:
        """One line for the person at the terminal; a fact may itself be `Words`."""
        facts = {name: _in(fact, language) for name, fact in self.facts.items()}
        return (self.en if language == "en" else self.vi).format(**facts)


def _in(fact: object, language: str) -> object:
    if isinstance(fact, Words):
        return fact.en if language == "en" else fact.vi
    return fact


class WrongUsage(ServerError):
    """What was typed cannot be done as it stands; facts: said."""

    code = "wrong_usage"
    exit_code = 2
    vi = en = "{said}"


class BadConfiguration(ServerError):
    """A setting cannot be used; facts: name, value."""

    code = "bad_configuration"
    exit_code = 2
    vi = "Thiết đặt {name} không dùng được: {value}"
    en = "The setting {name} cannot be used: {value}"


class PasswordNotGiven(ServerError):
    """No password in the environment variable that was named; facts: variable."""

    code = "password_not_given"
    exit_code = 2
    vi = "Biến môi trường {variable} chưa có mật khẩu. Đặt mật khẩu vào biến đó rồi chạy lại."
    en = "The environment variable {variable} holds no password. Put the password there and run it again."


class OpenListenRefused(ServerError):
    """Plain HTTP is for loopback only; facts: listen."""

    code = "open_listen_refused"
    exit_code = 2
    vi = "Không mở cổng HTTP không mã hóa tại {listen}: ngoài 127.0.0.1 cần BUTPHE_TLS_CERT và BUTPHE_TLS_KEY"
    en = "Refusing plain HTTP at {listen}: beyond 127.0.0.1 set BUTPHE_TLS_CERT and BUTPHE_TLS_KEY"


class BadOrganisation(ServerError):
    """The file given to `init` does not describe an office; facts: path, why."""

    code = "bad_organisation"
    exit_code = 3
    vi = "Tệp {path} không mô tả được một cơ quan: {why}"
    en = "The file {path} does not describe an office: {why}"


class AlreadyInitialised(ServerError):
    """`init` on a folder that holds an office; facts: path."""

    code = "already_initialised"
    exit_code = 3
    vi = "Thư mục {path} đã có dữ liệu của một cơ quan"
    en = "The folder {path} already holds an office"


class PathRefused(ServerError):
    """The system does not let us read or write; facts: path, why."""

    code = "server_path_refused"
    exit_code = 3
    vi = "Không đọc hoặc ghi được {path}: {why}"
    en = "Cannot read or write {path}: {why}"


class DatabaseRefused(ServerError):
    """The database does not open, or is none of ours; facts: path."""

    code = "database_refused"
    exit_code = 3
    vi = "Không dùng được cơ sở dữ liệu tại {path}; kiểm tra tệp, hoặc BUTPHE_DATABASE_URL"
    en = "The database at {path} cannot be used; check the file, or BUTPHE_DATABASE_URL"


class NotInitialised(ServerError):
    """The data folder holds no office; facts: path."""

    code = "not_initialised"
    exit_code = 3
    vi = "Thư mục {path} chưa có dữ liệu; hãy chạy butphe-server init"
    en = "The folder {path} holds no office yet; run butphe-server init"


class PersonUnknown(ServerError):
    """No active person has this login; facts: login."""

    code = "person_unknown"
    exit_code = 3
    vi = "Không có người dùng {login}"
    en = "There is no user {login}"


class PasswordWeak(ServerError):
    """The password is too short or is the login; facts: letters_min."""

    code = "password_weak"
    exit_code = 3
    vi = "Mật khẩu phải có ít nhất {letters_min} ký tự và khác tên đăng nhập"
    en = "The password needs at least {letters_min} characters and must differ from the login"


class AddressTaken(ServerError):
    """The address cannot be listened on; facts: listen, why."""

    code = "address_taken"
    exit_code = 5
    vi = "Không mở được cổng {listen}: {why}"
    en = "Cannot listen on {listen}: {why}"


class DataInUse(ServerError):
    """Another server process holds the data folder; facts: path."""

    code = "data_in_use"
    exit_code = 7
    vi = "Một máy chủ khác đang dùng thư mục {path}"
    en = "Another server is using the folder {path}"
