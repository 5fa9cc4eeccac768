"""The models of a shop: what its database should be."""

import enum
from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, Enum, ForeignKey, Index, Numeric, String, func
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class State(enum.Enum):
    open = "open"
    paid = "paid"
    sent = "sent"


class Customer(Base):
    __tablename__ = "customer"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(320), unique=True)
    discount: Mapped[str] = mapped_column(server_default="0 % :none", comment="in words, e.g. 5 %")
    purchases: Mapped[list["Purchase"]] = relationship(back_populates="customer")


class Purchase(Base):
    __tablename__ = "purchase"
    __table_args__ = (
        CheckConstraint("total >= 0", name="purchase_total_check"),
        Index("purchase_open", "made", postgresql_where="state = 'open'"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id", ondelete="CASCADE"))
    state: Mapped[State] = mapped_column(Enum(State, name="state"), server_default="open")
    total: Mapped[Decimal] = mapped_column(Numeric(12, 2))
    made: Mapped[datetime] = mapped_column(server_default=func.now())
    customer: Mapped[Customer] = relationship(back_populates="purchases")
